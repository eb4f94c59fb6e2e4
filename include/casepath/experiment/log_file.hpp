// The event log in a file. It grows beside the file under the name FILE.part and takes its own name when it is complete, so
// that whatever stops a run, nothing half written is ever found under the final name. Standard output gets rows as they come.
#pragma once

#include <filesystem>
#include <string>

#include "casepath/experiment/journeys.hpp"

namespace casepath {

/// What to do about a file that is there already.
enum class IfThere { refuse, replace };

inline constexpr const char* standard_output = "-";

/// Writes `write_log` into a file, or where `file` is "-", to standard output. @returns the number of rows  @throws std::filesystem::filesystem_error with the system's reason, before the run where
/// the file is there or its folder cannot be written, later where the disk is full, or with EPIPE once
/// nobody reads standard output any more
std::int64_t write_log_file(const Runnable& study, const std::string& variant, const std::filesystem::path& file, IfThere if_there,
                            RunSettings settings);

}  // namespace casepath
