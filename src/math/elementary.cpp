#include "math/elementary.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace atelier {

namespace {

// ln 2 in two parts: the high one has 21 trailing zero bits, so k * high is exact for every exponent k.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

// 2^k for -1022 <= k <= 1023.
double powerOfTwo(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U); }

}  // namespace

double exponential(double x) {
  if (x != x) return x;
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  if (x < -745.1332191019412) return 0;
  constexpr double kInverseLn2 = 1.4426950408889634;
  const int k = static_cast<int>(x * kInverseLn2 + (x < 0 ? -0.5 : 0.5));
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;  // |r| <= 0.35, and x = k ln 2 + r

  // The series of (e^r - 1 - r) / r^2; the first term left out, r^12 / 14!, is under 2^-54 of the sum.
  double tail = 1.0 / 6227020800;
  tail = tail * r + 1.0 / 479001600;
  tail = tail * r + 1.0 / 39916800;
  tail = tail * r + 1.0 / 3628800;
  tail = tail * r + 1.0 / 362880;
  tail = tail * r + 1.0 / 40320;
  tail = tail * r + 1.0 / 5040;
  tail = tail * r + 1.0 / 720;
  tail = tail * r + 1.0 / 120;
  tail = tail * r + 1.0 / 24;
  tail = tail * r + 1.0 / 6;
  tail = tail * r + 0.5;
  const double lost = (high - r) - low;  // what rounding took from r
  const double value = 1 + (r + (r * r * tail + lost));

  if (k < -1021) return value * powerOfTwo(k + 60) * powerOfTwo(-60);
  if (k > 1023) return value * powerOfTwo(k - 1) * 2;
  return value * powerOfTwo(k);
}

double logarithm(double x) {
  if (x != x || x < 0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (x == std::numeric_limits<double>::infinity()) return x;
  int k = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  k += static_cast<int>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++k;
  }

  // log m = 2 artanh(s) with s = f / (2 + f); written f - (f^2/2 - s (f^2/2 + R)) it loses nothing near m = 1.
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;  // at most 0.0295
  double series = 2.0 / 23;
  series = series * z + 2.0 / 21;
  series = series * z + 2.0 / 19;
  series = series * z + 2.0 / 17;
  series = series * z + 2.0 / 15;
  series = series * z + 2.0 / 13;
  series = series * z + 2.0 / 11;
  series = series * z + 2.0 / 9;
  series = series * z + 2.0 / 7;
  series = series * z + 2.0 / 5;
  series = series * z + 2.0 / 3;
  series *= z;
  const double half = 0.5 * f * f;
  return k * kLn2High - ((half - (s * (half + series) + k * kLn2Low)) - f);
}

double cosineOfPi(double x) {
  if (x > 0.5) return -cosineOfPi(1 - x);
  constexpr double kPi = 3.141592653589793;
  // Near 1/2 the sine of the rest keeps what the cosine would lose.
  const bool isSine = x > 0.25;
  const double angle = kPi * (isSine ? 0.5 - x : x);  // at most pi / 4
  const double z = angle * angle;
  double series = 0;
  for (int n = isSine ? 19 : 18; n > 1; n -= 2) series = (1 - series) * z / (n * (n - 1));
  return isSine ? angle - angle * series : 1 - series;
}

}  // namespace atelier
