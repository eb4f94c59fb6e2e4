// Logarithm, exponential, power and normal quantile by + - * / sqrt and bit operations only, so that every compiler and
// machine gives the same bits (rules 4.10); libm does not. Needs IEEE doubles and -ffp-contract=off, never -ffast-math.
// Errors: log_of and exp_of under 2 units in the last place, normal_quantile 1e-14 relative.
#pragma once

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

namespace casepath {

static_assert(FLT_EVAL_METHOD == 0, "intermediate results must be doubles (on 32-bit x86: -msse2 -mfpmath=sse)");

namespace detail {

// ln 2 in two parts: the first has 32 bits, so that its product with any exponent is exact.
inline constexpr double ln2_high = 0x1.62e42feep-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// first + x (second + x (third + ...))
[[nodiscard, gnu::always_inline]] constexpr inline double horner(double, double last) noexcept { return last; }
template <class... More>
[[nodiscard, gnu::always_inline]] constexpr inline double horner(double x, double first, More... more) noexcept {
  return first + x * horner(x, more...);
}

/// (log((1+s)/(1-s)) - 2s) / s as a function of z = s^2 in [0, 0.0295].
/// Coefficients: our own Chebyshev fit at 40 digits, relative error of the logarithm 2^-57.
[[nodiscard, gnu::always_inline]] constexpr inline double log_tail(double z) noexcept {
  const double w = z * z;
  const double odd = w * horner(w, 0.39999999999899444, 0.22222211130259878, 0.15331710618210773);
  const double even = z * horner(w, 0.666666666666667, 0.2857142862600327, 0.18182889455674947, 0.14616585424888623);
  return odd + even;
}

/// Logarithm of the normal, positive double with these bits, plus shift x ln 2.
[[nodiscard, gnu::always_inline]] constexpr inline double log_of_normal(std::uint64_t bits, int shift) noexcept {
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcdu;
  const std::uint64_t scaled = bits - sqrt_half;  // so that the fraction is taken from [sqrt(1/2), sqrt(2))
  const auto exponent = static_cast<int>(static_cast<std::int64_t>(scaled) >> 52);
  const double f = std::bit_cast<double>((scaled & 0x000fffffffffffffu) + sqrt_half) - 1.0;
  const double k = exponent + shift;
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  const double small = s * (half_square + log_tail(s * s)) + k * ln2_low;
  return k * ln2_high - ((half_square - small) - f);
}

[[nodiscard]] constexpr double log_of_unusual(double x) noexcept {
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == std::numeric_limits<double>::infinity()) return x;
  return log_of_normal(std::bit_cast<std::uint64_t>(x * 0x1p54), -54);
}

/// (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2. Coefficients: our own Chebyshev fit at 40 digits, relative error 2^-62.
[[nodiscard, gnu::always_inline]] constexpr inline double exp_tail(double r) noexcept {
  const double s = r * r;
  const double even = horner(s, 0.5, 0.04166666666666667, 0.0013888888888883748, 2.4801587325547743e-05,
                             2.75572736431103e-07, 2.0914686968086876e-09);
  const double odd = horner(s, 0.1666666666666667, 0.008333333333326136, 0.00019841269874820627, 2.7557255400206422e-06,
                            2.5105217004720745e-08);
  return even + r * odd;
}

/// 2^n for n in [-1022, 1023].
[[nodiscard]] constexpr double power_of_two(int n) noexcept {
  return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

// The three ranges of AS 241, each a ratio of polynomials of degree 7.
[[nodiscard]] constexpr double quantile_centre(double r) noexcept {
  return horner(r, 3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
                4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3) /
         horner(r, 1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
                2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3);
}
[[nodiscard]] constexpr double quantile_side(double r) noexcept {
  return horner(r, 1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0, 3.64784832476320460504e+0,
                1.27045825245236838258e+0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4) /
         horner(r, 1.0, 2.05319162663775882187e+0, 1.67638483018380384940e+0, 6.89767334985100004550e-1,
                1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9);
}
[[nodiscard]] constexpr double quantile_tail(double r) noexcept {
  return horner(r, 6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0, 2.96560571828504891230e-1,
                2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7) /
         horner(r, 1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);
}

}  // namespace detail

/// Natural logarithm: -infinity at 0, NaN below.
[[nodiscard, gnu::always_inline]] constexpr inline double log_of(double x) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  constexpr std::uint64_t smallest_normal = 0x0010000000000000u, infinity = 0x7ff0000000000000u;
  if (bits - smallest_normal < infinity - smallest_normal) [[likely]] return detail::log_of_normal(bits, 0);
  return detail::log_of_unusual(x);
}

/// e^x: infinity above 709.79, 0 below -745.14.
[[nodiscard]] constexpr double exp_of(double x) noexcept {
  if (!(x == x)) return x;
  if (x > 709.79) return std::numeric_limits<double>::infinity();
  if (x < -745.14) return 0.0;
  constexpr double per_ln2 = 1.4426950408889634;
  const int n = static_cast<int>(x * per_ln2 + (x < 0 ? -0.5 : 0.5));
  const double high = x - n * detail::ln2_high;
  const double low = n * detail::ln2_low;
  const double r = high - low;
  const double fraction = 1.0 + (high - (low - r * r * detail::exp_tail(r)));
  const int half = n / 2;  // two steps: n may lie outside the exponents of normal doubles
  return fraction * detail::power_of_two(half) * detail::power_of_two(n - half);
}

/// x^y for x >= 0. Exact for y = 0 and y = 1; else the relative error grows as (1 + |y log x|) x 2^-52.
[[nodiscard]] constexpr double power_of(double x, double y) noexcept {
  if (y == 0) return 1.0;
  if (y == 1) return x;
  return exp_of(y * log_of(x));
}

/// The x below which a standard normal lies with chance p in (0, 1); -infinity at 0, infinity at 1, NaN outside.
/// Rises with p. Source: Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37(3), 477-484.
[[nodiscard]] inline double normal_quantile(double p) noexcept {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * detail::quantile_centre(0.180625 - q * q);
  const double tail = q < 0 ? p : 1.0 - p;
  if (tail == 0) return q < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  const double r = std::sqrt(-log_of(tail));  // NaN when p is not in [0, 1]
  const double x = r <= 5.0 ? detail::quantile_side(r - 1.6) : detail::quantile_tail(r - 5.0);
  return q < 0 ? -x : x;
}

}  // namespace casepath
