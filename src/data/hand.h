#pragma once

#include <array>
#include <span>

#include "data/bend.h"
#include "data/contours.h"
#include "data/fine_canvas.h"
#include "data/pose.h"
#include "math/random.h"

namespace atelier {

// The strokes of a drawing, as rows of spots joined by straight pieces. Of fixed size, so that drawing allocates
// nothing; what does not fit is left out.
struct Strokes {
  static constexpr int kMostSpots = 600;
  static constexpr int kMostStrokes = 60;
  std::array<Spot, kMostSpots> spots{};
  std::array<int, kMostStrokes + 1> begins{};
  int count = 0;  // of strokes that are ended
  int spotsInAll = 0;

  void add(Spot spot) {
    if (spotsInAll < kMostSpots) spots[static_cast<std::size_t>(spotsInAll++)] = spot;
  }
  // The next spot begins another stroke. One of fewer than two spots is dropped.
  void end();
};

// How someone follows a line.
struct Hand {
  float tolerance = 0.5F;  // pixels by which straight pieces may miss it
  int rounds = 0;          // how often their corners are cut off: 0 is angular, 2 is round
  float tremble = 0.2F;    // pixels, of each spot
  double gaps = 0;         // probability of one on each straight piece
};

// What becomes of a picture's lines when someone draws them.
struct Manner {
  Pose pose;
  Bend bend;
  Hand hand;
};

// The least upright box that holds all spots. Requires one at least.
struct Extent {
  Spot low;
  Spot high;
  float side() const;  // the longer one
};
Extent extentOf(const Strokes& strokes);

// Adds a spot of the drawing to the stroke that is under way, as well as the hand hits it.
void touch(Spot spot, const Hand& hand, Random& random, Strokes& strokes);

// Adds strokes that follow `share` of a closed line of the picture, from some spot of it on.
void follow(std::span<const Spot> line, float share, const Manner& manner, Random& random, Strokes& strokes);

// What the strokes are drawn with, in pixels of the canvas.
struct Pen {
  float radius = 2;
  float pressure = 0;  // by which share the radius may be more or less at each spot
  float size = 1;      // share of the canvas that the drawing fills
  float right = 0;     // where the rest of it is left free: -1 to 1, 0 is on both sides
  float down = 0;
};

// Draws strokes on an empty canvas, cropped and scaled with their proportions as a drawing is (data/drawing.h).
// Requires at least one.
void draw(const Strokes& strokes, const Pen& pen, Random& random, FineCanvas& canvas);

}  // namespace atelier
