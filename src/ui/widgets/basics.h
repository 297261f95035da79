#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/frame.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/text.h"

namespace atelier::ui {

// The widgets. Each draws itself into its rectangle and adds itself to the frame's controls, so that the page's HTML
// has it too. Ids are stable strings; names are what a person calls the thing.

// Name, bar and figure of a class for each of the shares, those of the most likely one accented; each is a text of the
// mirror, too. Rows are `height` apart. `beforeBar` draws something into the 26 pixels before the bar, or is empty.
// `isMuted`: none is accented, for they mean little.
void shareBars(Frame& frame, const Rect& rect, float height, const std::string& id, std::span<const std::string> names,
               std::span<const float> shares, const std::function<void(const Rect&, int)>& beforeBar,
               bool isMuted = false);

// Text for the mirror alone: what the pixels say, as a sentence.
void mirrorText(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                const std::string& text);

// --- Surfaces

// A panel's ground and hairline. Its controls belong to `name` from here on. Returns the inside, 14 px smaller.
Rect beginPanel(Frame& frame, const Rect& rect, const std::string& name);

// --- Controls. A description says what the control changes and when that takes effect; it is shown beside the pointer.

// The pointer over an area, by ImGui's own rules for buttons.
struct Pointing {
  bool pressed = false;
  bool hovered = false;
  bool held = false;
};
Pointing point(const Rect& rect, const std::string& id, bool enabled);

enum class Look { kPrimary, kPlain, kQuiet, kChosen };

// True when pressed, by pointer or through the mirror. `sign` draws around a middle what is shown in place of the name.
using DrawSign = void (*)(ImDrawList& draw, float x, float y, ImU32 colour);
bool button(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, Look look,
            bool enabled = true, const std::string& description = "", DrawSign sign = nullptr);

// The heading of something that can be folded away. Returns whether it is to be open.
bool disclosure(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool isOpen,
                const std::string& description = "");

// A button that shows a sign instead of its name: an arrow, a die, those of a film, or a way that leaves another.
enum class Sign { kLeft, kRight, kUp, kDown, kDie, kPlay, kStop, kBranch };
bool signButton(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, Sign sign, bool enabled,
                const std::string& description = "");

// A row of a list, to be chosen: its ground alone, when it is pointed at or chosen.
bool rowButton(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool isChosen,
               const std::string& error, const std::string& description = "");

// A mirror button without a picture of its own.
bool mirrorButton(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool enabled,
                  const std::string& description = "");

// The same of a disclosure. Returns whether it was pressed.
bool mirrorDisclosure(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool isOpen,
                      const std::string& description);

// One of several names in a row, each perhaps with its description. Returns the chosen index.
int tabs(Frame& frame, const Rect& rect, const std::string& id, std::span<const std::string> names, int chosen,
         std::span<const std::string> descriptions = {});

// A position from 0 to `steps`. Returns the new one when it was moved.
std::optional<int> slider(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, int position,
                          int steps, const std::string& valueText, const std::string& description = "");

// The same without a picture of its own: `positionAt` says which position lies at an x. `isLit`: pointed at or held.
struct Handle {
  std::optional<int> moved;
  bool isLit = false;
};
Handle handle(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, int position, int steps,
              const std::string& valueText, const std::function<int(float)>& positionAt,
              const std::string& description = "");

void progressBar(Frame& frame, const Rect& rect, double share);

}  // namespace atelier::ui
