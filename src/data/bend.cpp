#include "data/bend.h"

#include <algorithm>
#include <cmath>

namespace atelier {

Bend::Bend(const BendRange& range, Spot low, Spot high, bool hasShortSleeves, Random& random)
    : low_(low), size_{std::max(high.x - low.x, 1.0F), std::max(high.y - low.y, 1.0F)} {
  const float aspect = size_.x / size_.y;
  swell_.x = between(random, -range.swell, range.swell);
  swell_.y = between(random, -range.swell, range.swell);
  const float factor = std::sqrt(between(random, 1, range.stretch));
  const bool isWide = random.below(2) == 1;
  const float shear = between(random, -range.shear, range.shear);
  const float turn = between(random, -range.turn, range.turn);
  xx_ = isWide ? factor : 1 / factor;
  yy_ = 1 / xx_;
  const float towards = chance(random, 0.6) ? between(random, 0, range.square) : 0;
  (aspect < 1 ? xx_ : yy_) *= 1 + towards * (std::max(aspect, 1 / aspect) - 1);
  const float proportion = std::max(aspect * xx_ / yy_, yy_ / (aspect * xx_));
  if (proportion > range.longest) (aspect * xx_ < yy_ ? xx_ : yy_) *= proportion / range.longest;
  xy_ = shear - turn;
  yx_ = turn;
  taper_ = between(random, -range.taper, range.taper);
  wedge_ = between(random, -range.wedge, range.wedge);
  raised_ = hasShortSleeves && chance(random, 0.75) ? between(random, 0, range.raised) : 0;
  const float size = between(random, 0, range.waves);
  for (float& wave : right_) wave = between(random, -size, size);
  for (float& wave : down_) wave = between(random, -size, size);
}

Spot Bend::operator()(Spot spot) const {
  const float u = std::clamp((spot.x - low_.x) / size_.x, 0.0F, 1.0F);
  const float v = std::clamp((spot.y - low_.y) / size_.y, 0.0F, 1.0F);
  spot.x += swell_.x * size_.x * u * (1 - u);
  spot.y += swell_.y * size_.y * v * (1 - v);
  constexpr float kMiddle = kSide / 2.0F;
  const float side = (spot.x - kMiddle) / kMiddle;
  const float y = (spot.y + waveAt(down_, spot) - kMiddle) * (1 + wedge_ * side) - raised_ * side * side;
  const float x = (spot.x + waveAt(right_, spot) - kMiddle) * (1 + taper_ * y / kMiddle);
  return {xx_ * x + xy_ * y, yx_ * x + yy_ * y};
}

float Bend::waveAt(const Waves& waves, Spot spot) {
  const float u = std::clamp(spot.x / kSide, 0.0F, 0.999F) * (kNodes - 1);
  const float v = std::clamp(spot.y / kSide, 0.0F, 0.999F) * (kNodes - 1);
  const int column = static_cast<int>(u);
  const int row = static_cast<int>(v);
  const float right = u - static_cast<float>(column);
  const float down = v - static_cast<float>(row);
  const float* const node = &waves[static_cast<std::size_t>(row * kNodes + column)];
  return (1 - down) * ((1 - right) * node[0] + right * node[1]) +
         down * ((1 - right) * node[kNodes] + right * node[kNodes + 1]);
}

}  // namespace atelier
