#include "train/schedule.h"

#include "math/elementary.h"

namespace atelier {

namespace {

// From `from` at 0 to `to` at 1 along half a cosine.
double alongCosine(double from, double to, double share) { return to + (from - to) * 0.5 * (1 + cosineOfPi(share)); }

}  // namespace

double Schedule::at(int epoch, double progress) const {
  constexpr double kWarmUp = 0.3;
  constexpr double kFirst = 1.0 / 25;
  constexpr double kLast = 1.0 / 25000;
  double factorSoFar = 1;
  switch (kind) {
    case Kind::kStep:
      for (int passed = every; passed <= epoch; passed += every) factorSoFar *= factor;
      return factorSoFar;
    case Kind::kCosine:
      return alongCosine(1, 0, progress);
    case Kind::kOneCycle:
      return progress < kWarmUp ? alongCosine(kFirst, 1, progress / kWarmUp)
                                : alongCosine(1, kLast, (progress - kWarmUp) / (1 - kWarmUp));
    case Kind::kConstant:
      break;
  }
  return 1;
}

}  // namespace atelier
