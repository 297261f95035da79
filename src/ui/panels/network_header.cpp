#include "ui/panels/network_header.h"

#include <array>

#include "ui/panels/overlays.h"
#include "ui/panels/slow_motion_card.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"

namespace atelier::ui {

namespace {

constexpr float kRow = 24;
constexpr float kTouchRow = 44;
constexpr float kGap = 4;
constexpr const char* kAboutScope = "Pictures whose numbers have one scale of colours in common.";

// One of several in a row: quiet, or chosen. True when it is pressed and was not chosen.
bool choice(Frame& frame, const Rect& rect, const char* id, const char* name, const std::string& about, bool chosen,
            bool enabled = true) {
  return button(frame, rect, id, name, chosen ? Look::kChosen : Look::kQuiet, enabled, about) && !chosen;
}

// Taken off the right end as wide as the words need, or, on a phone, as there is room.
void showsRow(Frame& frame, Rect& rect, View& view) {
  struct Kind {
    Shows shows;
    const char* id;
    const char* name;
    const char* about;
    float width;
  };
  static constexpr std::array<Kind, 4> kKinds = {{
      {Shows::kActivations, "showActivations", kShownNames[0], "What every filter makes of the picture.", 84},
      {Shows::kWeights, "showWeights", kShownNames[1], "What has been learned, large.", 66},
      {Shows::kChange, "showChange", kShownNames[2],
       "How weights and activations differ from those of the run's start.", 62},
      {Shows::kGradients, "showGradients", kShownNames[3],
       "How the loss for this picture would change with each number.", 78},
  }};
  const float gap = frame.isTouch ? 2 : 6;
  Rect row = rect;
  if (!frame.isTouch) {
    float all = -gap;
    for (const Kind& kind : kKinds) all += kind.width + gap;
    row = rect.cutRight(all, 12);
  }
  const float quarter = (row.w - 3 * gap) / 4;
  for (const Kind& kind : kKinds) {
    const Rect place = row.cutLeft(frame.isTouch ? quarter : kind.width, gap);
    if (choice(frame, place, kind.id, kind.name, kind.about, view.shows == kind.shows)) view.shows = kind.shows;
  }
}

void weightsChoices(Frame& frame, Rect row, const RunState& state) {
  const bool hasPretrained = state.run.weights == "pretrained" || state.run.pretrained.rfind("Trained", 0) == 0;
  const bool pretrained = state.run.weights == "pretrained";
  const std::string aboutPretrained = "Pauses, and shows weights that came with the page. " + state.run.pretrained;
  if (choice(frame, row.cutLeft(78, 6), "pretrained", "pretrained", aboutPretrained, pretrained, hasPretrained))
    frame.outbox.emplace_back(protocol::UseWeights{"pretrained"});
  if (choice(frame, row.cutLeft(94), "fromScratch", "from scratch", "Shows the weights of this run, at once.",
             !pretrained, state.isReady))
    frame.outbox.emplace_back(protocol::UseWeights{"scratch"});
}

void sourceChoices(Frame& frame, Rect row, const RunState& state, View& view) {
  if (choice(frame, row.cutLeft(60, 6), "showPicture", "picture", "Shows what the network makes of the chosen picture.",
             view.source == "picture", !view.slowMotion.isOn))
    view.source = "picture";
  if (choice(frame, row.cutLeft(62), "showDrawing", "drawing", "Shows what the network makes of the drawing.",
             view.source == "drawing", !state.seen.empty && !view.slowMotion.isOn))
    view.source = "drawing";
}

void scopeField(Frame& frame, const Rect& rect, View& view) {
  const std::vector<std::string> scopes = {"one map", "one layer", "all"};
  const auto chosen = selectField(frame, rect, "scope", "Scale of colours", scopes,
                                  scopes[static_cast<std::size_t>(view.scope)], kAboutScope);
  for (std::size_t i = 0; chosen && i < scopes.size(); ++i) {
    if (scopes[i] == *chosen) view.scope = static_cast<Scope>(i);
  }
}

}  // namespace

float networkHeaderHeight(const Frame& frame) { return frame.isTouch ? 3 * kTouchRow + 2 * kGap : 2 * kRow + kGap; }

void networkHeader(Frame& frame, Rect rect, const RunState& state, View& view) {
  const float height = frame.isTouch ? kTouchRow : kRow;
  Rect first = rect.cutTop(height, kGap);
  Rect second = rect.cutTop(height, kGap);
  line(frame, first.cutLeft(textSize(*frame.fonts.strong, "Network").x + 1, 4), *frame.fonts.strong, frame.theme.text,
       "Network");
  helpButton(frame, first.cutLeft(helpButtonWidth(frame)), HelpTopic::kNetwork, view);
  if (frame.isTouch) {
    scopeField(frame, second.cutRight(116), view);
    sourceChoices(frame, first.cutRight(128, 8), state, view);
    slowMotionButton(frame, first, state, view);
    weightsChoices(frame, second, state);
    Rect third = rect.cutTop(height);
    return showsRow(frame, third, view);
  }
  showsRow(frame, first, view);
  slowMotionButton(frame, first, state, view);
  scopeField(frame, second.cutRight(104, 8), view);
  weightsChoices(frame, second.cutLeft(180, 10), state);
  sourceChoices(frame, second.cutLeft(128, 10), state, view);
  if (second.w <= 44) return;
  line(frame, second, *frame.fonts.words, frame.theme.muted, "scale", Align::kRight);
  frame.controls.hint(second.cutRight(44), kAboutScope);
}

}  // namespace atelier::ui
