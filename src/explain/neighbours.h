#pragma once

#include <span>
#include <vector>

#include "math/aligned.h"

namespace atelier {

// One of the points, by the order in which they were added, and how far it is.
struct Neighbour {
  int point = 0;
  float distance = 0;
};

// Points in a space of many dimensions, and which of them are nearest to another one (k nearest neighbours; for telling
// the unknown from the known, Sun et al. 2022, "Out-of-Distribution Detection with Deep Nearest Neighbors"). Distances
// are Euclidean between directions: a point has one or more parts, and of each part the mean of all is taken away, and
// it is scaled to length 1. So they run from 0 to twice the root of the number of parts, and say in which way points
// are unlike, not how strongly; every part counts as much. A part that is the mean itself has no direction and stays 0.
//
// Order of sums: a product of two points is four interleaved partial sums, added (0 + 1) + (2 + 3).
class Neighbours {
 public:
  // How many numbers each part of a point has; at least one part, of at least one.
  explicit Neighbours(std::vector<int> parts);

  // A point is its parts, one after the other. Before any question.
  void add(std::span<const float> point);
  int points() const { return points_; }

  // Makes ready for questions, once, when all points are added.
  void finish();

  // The nearest of the points first .. end - 1, at most so many, the nearest first and of equally near ones the one
  // that was added first; none where a number is not finite, here or in all points. Requires finish() and 0 <= first <=
  // end <= points().
  std::vector<Neighbour> nearest(std::span<const float> point, int most, int first, int end) const;

 private:
  // Lays out the parts, each from a multiple of four on; what is between them is left as it is.
  void layOut(std::span<const float> point, float* to) const;
  // Takes the mean away and scales each part to length 1. False when a number is not finite.
  bool direct(float* point) const;

  std::vector<int> parts_;
  int stride_ = 0;  // numbers of a point that is laid out; those between its parts are 0
  int points_ = 0;
  bool areFinite_ = true;
  AlignedVector<float> all_;
  std::vector<float> mean_;
};

// The mean distance of some neighbours. Requires one at least.
double meanDistance(std::span<const Neighbour> neighbours);

// Distances of what is known to be of a kind, and the one up to which another thing counts as of it: that which so
// large a share of them stay below.
class Usual {
 public:
  static constexpr double kShare = 0.9;
  static constexpr int kLeast = 100;  // that anything is told from

  void add(double distance) { distances_.push_back(distance); }
  int count() const { return static_cast<int>(distances_.size()); }
  // Infinite where there are fewer than kLeast.
  double limit() const;

 private:
  std::vector<double> distances_;
};

}  // namespace atelier
