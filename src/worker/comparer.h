#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/augment.h"
#include "data/dataset.h"
#include "explain/features.h"
#include "explain/neighbours.h"
#include "protocol/messages.h"
#include "worker/time_share.h"
#include "worker/views.h"

namespace atelier::worker {

// Finds the training pictures that a drawing is nearest to in what a network makes of it (explain/features.h), and
// whether it resembles nothing that the network knows: it is nearer to scribbles than to them, by more than nearly all
// test pictures are. First it looks at some training pictures, scribbles and test pictures, one after the other beside
// whatever else the worker does; for a recipe that trains on drawings, at drawings made of them, too. Like Evaluator,
// it works with a copy of the weights. What was looked at stays until others are complete: at most two times 3500 rows
// of two times Features::kMost.
class Comparer {
 public:
  static constexpr int kScribbles = 1500;
  static constexpr int kHeldOut = 600;  // test pictures

  // `clock` as of Run.
  explicit Comparer(std::function<double()> clock) : clock_(std::move(clock)) {}

  // `about` says whose weights they are; what is to be found out is filled in. Forgets what was under way. Without
  // training pictures there is nothing to do.
  void begin(protocol::Nearest about, const Shown& shown, const Dataset& dataset);
  bool isBusy() const { return next_.has_value(); }
  // It rests, and more pictures are here now than when it began: it is to begin again.
  bool isShort(const Dataset& dataset) const;

  // Works for about `budget` seconds, at least on one picture, unless that were more than this share, above 0, of the
  // time since it last did. True when that completes what is looked at. With images of another data set it begins anew.
  bool work(double budget, double share, const Dataset& dataset);

  // There are pictures to compare with.
  bool isReady() const { return ready_.has_value(); }
  // What there is to say of a drawing of kPixels grey bytes, or of none. Requires isReady().
  protocol::Nearest compare(std::span<const std::uint8_t> drawing);

 private:
  using Pixels = std::array<std::uint8_t, kPixels>;

  // Pictures that were looked at, with these weights.
  struct Known {
    protocol::Nearest about;  // without what it says of a drawing
    Augment augment;
    Features features;
    Neighbours points;  // what is known, then scribbles
    // Of each that is known, photographs and drawings in turn where there are drawings.
    std::vector<int> indices;  // in the training set
    std::vector<int> labels;
    std::vector<std::uint8_t> pixels;
    // How much farther test pictures are from what is known than from scribbles, and drawings of them.
    Usual photographs;
    Usual drawings;

    Known(protocol::Nearest whose, const Shown& shown);
    void clear();
    // Looks at an image as it is, or as a drawing of it.
    Pixels lookAt(const Images& images, int index, bool asDrawing);
    // What was looked at last is known.
    void add(const Images& images, int index, std::span<const std::uint8_t> picture);
    // The nearest of them to what was looked at last.
    std::vector<Neighbour> nearest() const;
    // Fills in both distances of what was looked at last, whose nearest these are, when there are numbers.
    void measure(const std::vector<Neighbour>& found, protocol::Nearest& answer) const;
  };

  // Begins with the first picture.
  void take(const Dataset& dataset);
  // Looks at the next picture. False when it was the last one.
  bool lookAtNext(const Dataset& dataset);

  std::function<double()> clock_;
  std::optional<Known> next_;  // while it is busy
  std::optional<Known> ready_;
  std::string data_;  // name of the data set
  int wanted_ = 0;    // training pictures, by the recipe
  int train_ = 0;     // of them, those that were here
  int heldOut_ = 0;   // of its test pictures, that are looked at
  int done_ = 0;      // pictures looked at
  TimeShare time_;
};

}  // namespace atelier::worker
