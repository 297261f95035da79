#include "data/pose.h"

#include <algorithm>
#include <cmath>

#include "data/bend.h"

namespace atelier {

namespace {

constexpr double kPosed = 0.9;         // how often
constexpr float kPivotShift = 2;       // pixels
constexpr float kWidestSleeve = 0.6F;  // tangents of half an angle
constexpr float kNarrowestSleeve = 0.05F;
constexpr float kWidestLeg = 0.16F;
constexpr float kShortestSleeve = 0.75F;  // by its length in the picture
constexpr float kLongestSleeve = 1.1F;

}  // namespace

Pose::Pose(const Limbs& limbs, Random& random) {
  if (limbs.count() == 0 || !chance(random, kPosed)) return;
  const bool areLegs = limbs.kind == Limbs::Kind::kLegs;
  const float angle = areLegs ? between(random, 0, kWidestLeg) : between(random, kNarrowestSleeve, kWidestSleeve);
  const float length = areLegs ? 1 : between(random, kShortestSleeve, kLongestSleeve);
  count_ = limbs.count();
  for (int k = 0; k < count_; ++k) {
    const Crease& crease = limbs.creases[static_cast<std::size_t>(k)];
    Joint& joint = joints_[static_cast<std::size_t>(k)];
    const Spot way{crease.bottom.x - crease.top.x, crease.bottom.y - crease.top.y};
    const float distance = std::max(std::sqrt(way.x * way.x + way.y * way.y), 1.0F);
    joint.down = {way.x / distance, way.y / distance};
    joint.pivot = {crease.top.x, crease.top.y + between(random, -kPivotShift, kPivotShift)};
    joint.length = length;
    if (areLegs || k == 0) joint.left = angle * between(random, 0.7F, 1);
    if (areLegs || k == 1) joint.right = angle * between(random, 0.7F, 1);
  }
}

Spot Pose::operator()(Spot spot) const {
  for (int k = 0; k < count_; ++k) {
    const Joint& joint = joints_[static_cast<std::size_t>(k)];
    spot = joint.turned(spot, joint.rightOf(spot) > 0);
  }
  return spot;
}

Spot Pose::Joint::turned(Spot spot, bool isRight) const {
  const float tangent = isRight ? right : left;
  if (tangent == 0) return spot;
  const float out = std::max(0.0F, isRight ? rightOf(spot) : -rightOf(spot));
  const float along = below(spot);
  const float share = along >= 0 ? 1 : out / (out - along);
  // cos and sin of the angle from the tangent of its half.
  const float t = share * tangent;
  const float cosine = (1 - t * t) / (1 + t * t);
  const float sine = 2 * t / (1 + t * t);
  const float scale = 1 - share * (1 - length);
  const float newAlong = scale * (along * cosine - out * sine);
  const float newOut = scale * (along * sine + out * cosine) * (isRight ? 1.0F : -1.0F);
  return {pivot.x + newAlong * down.x + newOut * down.y, pivot.y + newAlong * down.y - newOut * down.x};
}

}  // namespace atelier
