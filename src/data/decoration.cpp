#include "data/decoration.h"

#include <algorithm>

namespace atelier {

namespace {

Spot onTheWay(Spot from, Spot to, float share) {
  return {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
}

Spot someStep(float most, Random& random) {
  const float right = between(random, -most, most);
  return {right, between(random, -most, most)};
}

// The strokes as they were before they are decorated.
class Drawn {
 public:
  explicit Drawn(const Strokes& strokes) : strokes_(strokes), count_(strokes.spotsInAll) {
    const float share = 1 / static_cast<float>(count_);
    for (int i = 0; i < count_; ++i) middle_ = {middle_.x + share * spot(i).x, middle_.y + share * spot(i).y};
  }

  int count() const { return count_; }
  Spot spot(int i) const { return strokes_.spots[static_cast<std::size_t>(i)]; }
  int someIndex(Random& random) const { return static_cast<int>(random.below(static_cast<std::uint32_t>(count_))); }
  Spot someSpot(Random& random) const { return spot(someIndex(random)); }
  // Between the middle (0) and some spot (1), at most so far.
  Spot somewhere(float most, Random& random) const {
    const float share = between(random, 0, most);
    return onTheWay(middle_, someSpot(random), share);
  }

 private:
  const Strokes& strokes_;
  int count_;
  Spot middle_;
};

// From side to side, straight or bowed.
void drawSeam(const Drawn& drawn, const Hand& hand, Random& random, Strokes& strokes) {
  const Spot from = drawn.someSpot(random);
  const Spot to = drawn.someSpot(random);
  const Spot bow = someStep(3, random);
  for (const float share : {0.0F, 0.25F, 0.5F, 0.75F, 1.0F}) {
    const Spot spot = onTheWay(from, to, share);
    const float bowed = 4 * share * (1 - share);
    touch({spot.x + bowed * bow.x, spot.y + bowed * bow.y}, hand, random, strokes);
  }
  strokes.end();
}

// Along a part of what was drawn, nearer to the middle: soles, hems and collars.
void drawAlong(const Drawn& drawn, const Hand& hand, Random& random, Strokes& strokes) {
  const float nearness = between(random, 0.65F, 0.92F);
  const Spot middle = drawn.somewhere(0.6F, random);
  const int first = drawn.someIndex(random);
  const int end = std::min(drawn.count(), first + 3 + static_cast<int>(random.below(10)));
  for (int i = first; i < end; ++i) touch(onTheWay(middle, drawn.spot(i), nearness), hand, random, strokes);
  strokes.end();
}

// Short ones beside each other, or joined as a zigzag.
void drawMarks(const Drawn& drawn, const Hand& hand, Random& random, Strokes& strokes) {
  const Spot step = someStep(2.5F, random);
  const Spot half = someStep(1.5F, random);
  const bool areJoined = chance(random, 0.25);
  Spot at = drawn.somewhere(1, random);
  for (std::uint32_t marks = 1 + random.below(5); marks > 0; --marks) {
    touch({at.x - half.x, at.y - half.y}, hand, random, strokes);
    touch({at.x + half.x, at.y + half.y}, hand, random, strokes);
    if (!areJoined) strokes.end();
    at = {at.x + step.x, at.y + step.y};
  }
  strokes.end();
}

void drawLoops(const Drawn& drawn, const Hand& hand, Random& random, Strokes& strokes) {
  constexpr std::array<Spot, 8> kCircle = {
      {{1, 0}, {0.7F, 0.7F}, {0, 1}, {-0.7F, 0.7F}, {-1, 0}, {-0.7F, -0.7F}, {0, -1}, {0.7F, -0.7F}}};
  const Spot step = someStep(4, random);
  const float width = between(random, 0.5F, 2.5F);
  const float height = between(random, 0.5F, 2.5F);
  const std::size_t stride = chance(random, 0.4) ? 2 : 1;  // a square's corners, or all
  Spot at = drawn.somewhere(1, random);
  for (std::uint32_t loops = 1 + random.below(3); loops > 0; --loops) {
    for (std::size_t i = stride - 1; i < kCircle.size() + stride; i += stride) {
      const Spot around = kCircle[i % kCircle.size()];
      touch({at.x + width * around.x, at.y + height * around.y}, hand, random, strokes);
    }
    strokes.end();
    at = {at.x + step.x, at.y + step.y};
  }
}

}  // namespace

void decorate(const Hand& hand, Random& random, Strokes& strokes) {
  const Drawn drawn(strokes);
  for (std::uint32_t seams = chance(random, 0.4) ? 1 + random.below(2) : 0; seams > 0; --seams) {
    drawSeam(drawn, hand, random, strokes);
  }
  if (chance(random, 0.3)) drawAlong(drawn, hand, random, strokes);
  if (chance(random, 0.5)) drawMarks(drawn, hand, random, strokes);
  if (chance(random, 0.3)) drawLoops(drawn, hand, random, strokes);
}

}  // namespace atelier
