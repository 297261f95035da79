#pragma once

#include <optional>
#include <string>

#include "protocol/messages.h"
#include "sketch/adjustment.h"

namespace atelier::ui {

// A picture of the learner's own on its way to the pad: chosen, opened by the engine, adjusted in a card. Places run
// from 0 to 1 across the turned picture.
class OwnPicture {
 public:
  enum class Stage { kClosed, kChoosing, kCamera, kOpening, kAdjusting };

  Stage stage() const { return stage_; }
  bool isOpen() const { return stage_ != Stage::kClosed; }
  // Why there is none, or what should be known of the one that is there; a sentence, or empty.
  const std::string& note() const { return note_; }

  void choose();  // shows the ways to a picture
  void useCamera();
  void wait();                           // for the engine, which opens a file
  void fail(const std::string& reason);  // back to choosing; a sentence
  void close();

  // --- While it is adjusted
  void adjust(const protocol::OpenedPicture& opened);
  const sketch::Picture& picture() const { return turned_; }
  const sketch::Adjustment& adjustment() const { return adjustment_; }
  void change(const sketch::Adjustment& to);
  // What the first guess was, in words.
  std::string guess() const;
  // For the pad.
  const protocol::Bytes& result() const { return result_; }
  // True once after each change of the result, and whenever it has to be told again.
  bool takeChanged();
  void tellAgain() { changed_ = stage_ == Stage::kAdjusting; }

  // --- Its frame, dragged: an edge or corner that is near, within `reachX` and `reachY`, or all of it.
  void grab(float x, float y, float reachX, float reachY);
  void dragTo(float x, float y);
  void letGo() { grip_.reset(); }
  void moveFrame(float right, float down);
  void growFrame(float by);  // on every side

 private:
  // What is held of the frame: -1 its left or top edge, 1 its right or bottom edge, 0 neither; all of it where both are
  // 0.
  struct Grip {
    int across = 0;
    int down = 0;
    float x = 0;  // where it was grabbed
    float y = 0;
    sketch::Adjustment from;
  };

  Stage stage_ = Stage::kClosed;
  std::string note_;
  sketch::Picture picture_;
  sketch::Picture turned_;
  sketch::Adjustment guess_;
  sketch::Adjustment adjustment_;
  protocol::Bytes result_;
  bool changed_ = false;
  std::optional<Grip> grip_;
};

}  // namespace atelier::ui
