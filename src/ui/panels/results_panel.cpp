#include "ui/panels/results_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

struct ResultsTab {
  const char* name;
  const char* about;
  float (*draw)(Frame& frame, const Rect& rect, const RunState& state, View& view);
  bool isOfTestImages;  // begins with what is said of them as a whole
  HelpTopic help;
};

constexpr std::array kTabs = {
    ResultsTab{"Curves", "Draws how loss and accuracy went from epoch to epoch.", curvesPanel, false,
               HelpTopic::kResults},
    ResultsTab{"Confusion", "Counts which class was taken for which, over the test images.", confusionTab, true,
               HelpTopic::kResults},
    ResultsTab{"Mistakes", "Shows the test images that the network is wrong about.", mistakesTab, true,
               HelpTopic::kResults},
    ResultsTab{"Gallery", "Shows all pictures of the data set, by class and by how hard they are.", galleryTab, false,
               HelpTopic::kGallery},
    ResultsTab{"Why", "Shows what of the picture or drawing spoke for a class, in three ways.", whyTab, false,
               HelpTopic::kWhy},
    ResultsTab{"Wardrobe", "Keeps what you have drawn and labelled, for the network to learn from.", wardrobeTab, false,
               HelpTopic::kWardrobe},
};

static_assert(std::string_view(kTabs[kWardrobeTab].name) == "Wardrobe");

constexpr float kLeastHeight = 238;  // all tabs alike, so that nothing moves when another one is chosen

// "92.05 % of 2,000 right"
std::string shortSummary(const RunState& state) {
  if (!state.evaluation || state.evaluation->images == 0) return "";
  const EvaluationView& e = *state.evaluation;
  return percent(static_cast<double>(e.right()) / e.images, 2) + " % of " + grouped(e.images) + " right";
}

}  // namespace

std::vector<std::string> resultsTabNames() {
  std::vector<std::string> names;
  for (const ResultsTab& tab : kTabs) {
    std::string& name = names.emplace_back(tab.name);
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
  }
  return names;
}

float resultsPanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  Rect rest = beginPanel(frame, rect, "Results");
  Rect row = rest.cutTop(frame.isTouch ? 44 : 24, 8);
  // On a phone the names take a row of their own.
  Rect second = frame.isTouch ? rest.cutTop(44, 4) : Rect{};
  const Rect help = (frame.isTouch ? second : row).cutRight(helpButtonWidth(frame), frame.isTouch ? 4 : 10);
  std::vector<std::string> names;
  std::vector<std::string> abouts;
  float width = 0;
  for (const ResultsTab& tab : kTabs) {
    names.emplace_back(tab.name);
    abouts.emplace_back(tab.about);
    width += textSize(*frame.fonts.strong, tab.name).x + 18;
  }
  int& chosen = view.results.tab;
  chosen = tabs(frame, row, "results", names, chosen, abouts);
  const ResultsTab& tab = kTabs[static_cast<std::size_t>(chosen)];
  helpButton(frame, help, tab.help, view);
  frame.controls.setPanel(tab.name);
  if (tab.isOfTestImages) {
    if (frame.isTouch) {
      row = second;
    } else {
      row.cutLeft(width);
    }
    const std::string text = summary(state);
    const bool hasRoom = textSize(*frame.fonts.words, text).x <= row.w;
    line(frame, row, *frame.fonts.words, frame.theme.muted, hasRoom ? text : shortSummary(state),
         frame.isTouch ? Align::kLeft : Align::kRight);
    if (!text.empty()) frame.controls.hint(row, text + ".");
    if (!text.empty()) mirrorText(frame, row, "summary", "", text);
  } else if (frame.isTouch) {
    paragraph(frame, second, *frame.fonts.words, frame.theme.muted, tab.about);
  }
  const float need = tab.draw(frame, rest, state, view);
  return std::max(kLeastHeight, rest.y - rect.y + need + 14);
}

bool beginEvaluation(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  view.results.wantsEvaluation = true;
  if (state.evaluation && state.evaluation->images > 0) return true;
  const std::string why = state.dataset.test == 0 ? "The test images are not here yet: what is said of them comes then."
                                                  : "The test images are being looked at \u2026";
  line(frame, rect, *frame.fonts.words, frame.theme.muted, why, Align::kCentre);
  mirrorText(frame, rect, "noEvaluation", "", why);
  return false;
}

std::string whose(const RunState& state, bool isPretrained, int epoch, int imagesSeen) {
  if (isPretrained) return "Pretrained model";
  const bool isOfNow = epoch < 0;
  for (const protocol::EpochDone& done : state.epochs) {
    if (isOfNow && done.imagesSeen == imagesSeen) epoch = done.epoch;
  }
  if (epoch == 0 || (isOfNow && imagesSeen == 0)) return "At its start";
  return epoch > 0 ? "After epoch " + std::to_string(epoch) : "After " + grouped(imagesSeen) + " images";
}

std::string summary(const RunState& state) {
  if (!state.evaluation || state.evaluation->images == 0) return "";
  const EvaluationView& e = *state.evaluation;
  const std::string wanted = e.images < e.wanted ? " (" + grouped(e.wanted) + " are wanted)" : "";
  return whose(state, e.isPretrained, e.epoch, e.imagesSeen) + ": " +
         percent(static_cast<double>(e.right()) / e.images, 2) + " % of " + grouped(e.images) + " test images right" +
         wanted;
}

bool classField(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, const std::string& none,
                const std::string& description, std::span<const std::string> classes, int& label) {
  std::vector<std::string> options = {none};
  options.insert(options.end(), classes.begin(), classes.end());
  const auto at = static_cast<std::size_t>(label + 1);
  const auto chosen =
      selectField(frame, rect, id, name, options, at < options.size() ? options[at] : none, description);
  if (!chosen) return false;
  const auto found = std::find(options.begin(), options.end(), *chosen);
  label = found == options.end() ? -1 : static_cast<int>(found - options.begin()) - 1;
  return true;
}

std::string classNameOf(const RunState& state, int label) {
  const auto index = static_cast<std::size_t>(label);
  return index < state.classes.size() ? state.classes[index] : "class " + std::to_string(label);
}

std::string shareText(double share) { return std::isfinite(share) ? percent(share) + " %" : "not a number"; }

void pictureOf(Frame& frame, const Rect& rect, const RunState& state, View& view, const std::string& split, int image,
               bool isChosen) {
  const protocol::Bytes* pixels = state.pictures(split).pixels(image);
  if (pixels == nullptr) {
    view.results.missing.push_back(image);
    view.results.missingOf = split;
    return fill(frame, rect, frame.theme.well, 2);
  }
  const bool isPointedAt = greys(frame, rect, 28, 28, *pixels).has_value();
  const Rect around{rect.x - 2, rect.y - 2, rect.w + 4, rect.h + 4};
  if (isChosen || isPointedAt) outline(frame, around, isChosen ? frame.theme.accent : frame.theme.muted, 4, 2);
}

void thumbnail(Frame& frame, const Rect& rect, const RunState& state, View& view, int image, const std::string& name) {
  const bool isChosen = state.picture && state.picture->split == "test" && state.picture->index == image;
  if (rowButton(frame, rect, "test." + std::to_string(image), name, isChosen, "",
                "Shows in the network panel what becomes of this picture.")) {
    frame.outbox.emplace_back(protocol::PickImage{"test", "index", image, -1});
    view.source = "picture";
  }
  pictureOf(frame, rect, state, view, "test", image, isChosen);
}

Span pager(Frame& frame, Rect row, const std::string& id, const std::string& what, int count, int perPage, int& page) {
  perPage = std::max(1, perPage);
  page = std::clamp(page, 0, std::max(0, (count - 1) / perPage));
  const Span span{page * perPage, std::min(count, (page + 1) * perPage)};
  const float side = frame.isTouch ? 44.0F : row.h;
  const Rect next = row.cutRight(side, 6);
  const std::string text = count == 0 ? "none"
                                      : std::to_string(span.first + 1) + "\u2013" + std::to_string(span.end) + " of " +
                                            std::to_string(count);
  const Rect words = row.cutRight(std::min(textSize(*frame.fonts.figures, text).x + 1, row.w - side - 6), 6);
  line(frame, words, *frame.fonts.figures, frame.theme.muted, text);
  mirrorText(frame, words, id + ".shown", what, text);
  if (signButton(frame, row.cutRight(side), id + ".previous", "Previous " + what, Sign::kLeft, page > 0,
                 "Turns a page back."))
    --page;
  if (signButton(frame, next, id + ".next", "Next " + what, Sign::kRight, span.end < count, "Turns a page on.")) ++page;
  return span;
}

}  // namespace atelier::ui
