#pragma once

#include <cstdint>
#include <vector>

#include "sketch/acts.h"
#include "sketch/raster.h"

namespace atelier::sketch {

// A drawing as the list of acts that made it, and its raster. Undo and redo go over the whole list, without end, to the
// same bytes.
class Drawing {
 public:
  // Requires side > 0.
  explicit Drawing(int side) : raster_(side) {}

  // As many of the acts as are done, the first ones; those behind them were undone.
  const std::vector<Act>& acts() const { return acts_; }
  int done() const { return done_; }
  const std::vector<std::uint8_t>& pixels() const { return raster_.pixels(); }
  int side() const { return raster_.side(); }

  // What was undone is forgotten.
  void add(Act act);
  // The stroke that was added last goes on to there. Requires that it is the last act and done.
  void goOn(const Place& place);

  bool canUndo() const { return done_ > 0; }
  bool canRedo() const { return done_ < static_cast<int>(acts_.size()); }
  // Each does nothing when it cannot.
  void undo();
  void redo();

  // Takes the place of what was there. Requires 0 <= done <= acts.size().
  void replace(std::vector<Act> acts, int done);

 private:
  // The raster when so many acts were done.
  struct Snapshot {
    int done;
    std::vector<std::uint8_t> pixels;
  };

  void paintLast();
  void repaint();
  void keep();

  std::vector<Act> acts_;
  int done_ = 0;
  Raster raster_;
  std::vector<Snapshot> snapshots_;  // in order, none beyond done_
  int spacing_ = 8;                  // acts between two of them
};

}  // namespace atelier::sketch
