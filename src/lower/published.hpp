// From a published outcome to a chance per contact (rule S3).
#pragma once

#include "values.hpp"

namespace casepath::detail {

/// The chance per attended contact with which a share `reaches_goal` of people who start at level `from` is at goal after
/// `contacts` booked contacts, given the scenario's own recovery between contacts, the relationship along its mean path
/// and attendance at trust 0.5. The figure is then an input and may not be used as a check.
[[nodiscard]] double chance_from_published(const Context& c, const std::string& need, const EffectCellSpec::Published& published,
                                           const ServiceSpec& service);

}  // namespace casepath::detail
