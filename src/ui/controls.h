#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "ui/rect.h"

namespace atelier::ui {

// Something that a user can operate or read, as the page mirrors it into HTML.
struct Control {
  std::string id;  // stable from frame to frame
  // "button", "disclosure" (a button; `checked` says that what it is a heading of is shown), "slider", "select",
  // "textbox", "textarea", "tab", "pad", "cell", "text", "frame" (the page of an address, `value`), "cover" or
  // "backdrop". Of the cells of a panel Tab stops at the one whose value is "stop"; a cell also acts with "key:" and a
  // key that leads to another one, and the focus goes along with the chosen one. Text fields act when they are left or
  // Enter is pressed; on Escape those with an error, and every textarea, act for ID.escaped; a textarea acts for
  // ID.typed at each change as well. A "cover" takes the presses on what lies over the page; a "backdrop" those on the
  // whole page, acts at each and at Escape, and makes its panel a dialog.
  std::string role;
  std::string name;
  std::string value;      // of a slider its position, of a select an option, of a text field its text
  std::string valueText;  // the value as a person says it
  bool enabled = true;
  bool checked = false;  // of a tab or a pressed button
  double min = 0;        // of a slider
  double max = 0;
  double step = 0;
  std::vector<std::string> options = {};  // of a select
  std::string error = {};
  int markFrom = -1;   // of a textarea: the first of the characters, as JavaScript counts them, that the error is about
  int markLength = 0;  // 0: something is missing there
  std::string description = {};
  Rect rect = {};          // on the screen
  std::string panel = {};  // the panel it belongs to
  Rect clip = {};          // it shows, and is operated, inside of this alone: it may be scrolled under something
  bool covered = false;    // something lies over it

  bool operator==(const Control&) const = default;
};

// The controls of a frame, in reading order, those of a panel together, and what the HTML side did with them. Widgets
// add themselves while they draw; an act waits for its widget and is used up by it.
class Controls {
 public:
  // Begins a frame: an empty list; acts that no widget took in two frames are dropped.
  void begin();
  // After those that its panel has.
  void add(Control control);
  const std::vector<Control>& list() const { return list_; }

  // Marks those so far that reach under this rectangle.
  void cover(const Rect& rect);

  // Words about something that is no control of its own.
  void hint(const Rect& rect, std::string text) { hints_.push_back({rect, std::move(text), clip_}); }

  // What is described at a point of the screen, the topmost; null where nothing is.
  struct Description {
    Rect rect;
    std::string text;
    Rect clip;
  };
  std::optional<Description> describedAt(float x, float y) const;

  // From the HTML side.
  void act(const std::string& id, const std::string& value) { acts_.push_back({id, value, 0}); }
  bool hasActs() const { return !acts_.empty(); }

  // The oldest act for this control, which is then gone.
  std::optional<std::string> take(const std::string& id);

  // Panel of the controls added from here on.
  void setPanel(const std::string& panel) { panel_ = panel; }
  const std::string& panel() const { return panel_; }

  // From here on, until "", what changes a value is switched off, and this sentence says why.
  void fix(const std::string& why) { fixed_ = why; }
  bool isFixed() const { return !fixed_.empty(); }

  // Clip of the controls added from here on.
  void setClip(const Rect& clip) { clip_ = clip; }

 private:
  struct Act {
    std::string id;
    std::string value;
    int age;  // frames
  };

  std::vector<Control> list_;
  std::vector<Description> hints_;
  std::deque<Act> acts_;
  std::string panel_;
  Rect clip_;
  std::string fixed_;
};

}  // namespace atelier::ui
