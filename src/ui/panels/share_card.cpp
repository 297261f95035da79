#include <algorithm>
#include <array>

#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kWidest = 520;
constexpr float kPreview = 480;  // as page.css scales it
constexpr float kBetween = 16;   // what is chosen, and the preview
constexpr float kGap = 8;
constexpr const char* kAbout =
    "Whoever opens this link finds the page as chosen here: another place for the same lab, as a task or in a course. "
    "What was trained and drawn is not in it.";

struct Choice {
  const char* id;
  const char* name;
  bool* isIn;
};

// The words of the link that are chosen.
link::Link chosenOf(const link::Link& now, const Sharing& sharing) {
  link::Link link;
  link.hidden = sharing.hidden;
  link.fixesRecipe = sharing.fixesRecipe;
  if (sharing.recipe) link.recipe = now.recipe;
  if (sharing.lesson) link.lesson = now.lesson;
  if (sharing.picture) link.image = now.image;
  if (sharing.theme) link.theme = now.theme;
  return link;
}

// In an attribute's double quotes.
std::string quotedForHtml(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return safe;
}

std::string frameOf(const std::string& address) {
  return "<iframe src=\"" + quotedForHtml(address) +
         "\" title=\"Atelier\" width=\"100%\" height=\"760\" allow=\"fullscreen; camera; clipboard-write\"></iframe>";
}

// Toggles in rows of their names' widths. Returns the height.
float toggles(Frame& frame, const Rect& rect, std::span<const Choice> choices, const std::string& about) {
  float x = rect.x;
  float y = rect.y;
  for (const Choice& choice : choices) {
    const float width = textSize(*frame.fonts.words, choice.name).x + 24;
    if (x > rect.x && x + width > rect.right()) {
      x = rect.x;
      y += frame.controlHeight() + kGap;
    }
    const Rect place{x, y, width, frame.controlHeight()};
    if (button(frame, place, choice.id, choice.name, *choice.isIn ? Look::kChosen : Look::kPlain, true, about))
      *choice.isIn = !*choice.isIn;
    x += width + kGap;
  }
  return y + frame.controlHeight() - rect.y;
}

// The same of panels: what is chosen is what is not hidden.
float panelToggles(Frame& frame, const Rect& rect, link::Hidden& hidden) {
  std::array<bool, 5> there = {!hidden.recipe, !hidden.network, !hidden.timeline, !hidden.results, !hidden.draw};
  const std::array<Choice, 5> choices = {{{"share.panel.recipe", "recipe", there.data()},
                                          {"share.panel.network", "network", &there[1]},
                                          {"share.panel.timeline", "timeline", &there[2]},
                                          {"share.panel.results", "results", &there[3]},
                                          {"share.panel.draw", "drawing pad", &there[4]}}};
  const float height = toggles(frame, rect, choices, "Whether this panel is there for those who open the link.");
  hidden = {!there[0], !there[1], !there[2], !there[3], !there[4]};
  return height;
}

// The link in a well. Returns the height.
float linkText(Frame& frame, const Rect& rect, const std::string& address) {
  const ImFont& font = *frame.fonts.figures;
  const Rect box{rect.x, rect.y, rect.w, paragraphHeight(font, address, rect.w - 20) + 12};
  fill(frame, box, frame.theme.well, 6);
  paragraph(frame, {box.x + 10, box.y + 6, box.w - 20, box.h}, font, frame.theme.text, address);
  mirrorText(frame, box, "share.link", "Link", address);
  return box.h;
}

// The lab as the link opens it, in small.
void preview(Frame& frame, const Rect& rect, const std::string& address) {
  fill(frame, rect, frame.theme.well, 6);
  frame.controls.add({.id = "share.view",
                      .role = "frame",
                      .name = "Preview of the shared lab",
                      .value = address,
                      .valueText = {},
                      .description = "What those who open the link find, in small.",
                      .rect = rect,
                      .panel = frame.controls.panel()});
}

// All below the head. Returns the height.
float inside(Frame& frame, Rect rest, const std::string& address, const link::Link& now, bool hasPreview,
             Sharing& sharing) {
  const float top = rest.y;
  const ImFont& words = *frame.fonts.words;
  const auto label = [&](const char* text) { line(frame, rest.cutTop(18, 4), words, frame.theme.muted, text); };
  rest.cutTop(paragraph(frame, rest, words, frame.theme.text, kAbout), kGap + 4);
  mirrorText(frame, rest, "share.about", "About", kAbout);
  label("Panels that are there");
  rest.cutTop(panelToggles(frame, rest, sharing.hidden), kGap + 4);
  label("What can be changed");
  bool isFree = !sharing.fixesRecipe;
  const std::array<Choice, 1> freedom = {{{"share.change.recipe", "the recipe", &isFree}}};
  rest.cutTop(toggles(frame, rest, freedom, "Whether those who open the link can change the recipe, or only see it."),
              kGap + 4);
  sharing.fixesRecipe = !isFree;
  label("What it begins with");
  std::vector<Choice> choices = {{"share.recipe", "this recipe", &sharing.recipe},
                                 {"share.picture", "this picture", &sharing.picture},
                                 {"share.theme", now.theme.c_str(), &sharing.theme}};
  if (!now.lesson.empty()) choices.push_back({"share.lesson", "this lesson", &sharing.lesson});
  rest.cutTop(toggles(frame, rest, choices, "Whether the link says so; else it is the page's own."), kGap + 4);
  rest.cutTop(linkText(frame, rest, address), kGap + 4);
  Rect row = rest.cutTop(frame.controlHeight());
  const float width = std::min(110.0F, (row.w - kGap) / 2);
  if (button(frame, row.cutLeft(width, kGap), "share.copy", "Copy link", Look::kPrimary, true,
             "Puts the link into the clipboard."))
    sharing.copies = address;
  if (button(frame, row.cutLeft(width, kGap), "share.frame", "Copy frame", Look::kPlain, true,
             "Puts an iframe with this link into the clipboard, for the HTML of a course page."))
    sharing.copies = frameOf(address);
  if (hasPreview && button(frame, row.cutLeft(width, kGap), "share.preview", "Preview",
                           sharing.previews ? Look::kChosen : Look::kPlain, true,
                           "Shows beside it what the link opens, and follows what is chosen here."))
    sharing.previews = !sharing.previews;
  if (row.w > 60) line(frame, row, words, frame.theme.muted, sharing.said);
  return rest.y - top;
}

}  // namespace

const link::Hidden& hiddenByPage(const View& view) {
  return view.lesson && view.lesson->isOpen ? view.lesson->pageHidden : view.hidden;
}

void openSharing(View& view) {
  view.sharing.emplace();
  view.sharing->hidden = hiddenByPage(view);
  view.sharing->fixesRecipe = view.recipeIsFixed;
}

void shareCard(Frame& frame, const Rect& window, const link::Link& now, const std::string& page, View& view) {
  Sharing& sharing = *view.sharing;
  const bool hasPreview = window.w >= kWidest + kPreview + 4 * kBetween;
  sharing.previews = sharing.previews && hasPreview;
  const float widest = kWidest + (sharing.previews ? kPreview + kBetween : 0);
  bool closes = false;
  Rect rest = openDialog(frame, window,
                         {"share", "Share", "Share this lab", "Outside of Share", widest, sharing.height}, closes);
  const std::string link = link::print(chosenOf(now, sharing));
  const std::string address = page + (link.empty() ? "" : "#" + link);
  if (sharing.previews) preview(frame, rest.cutRight(kPreview, kBetween), address);
  sharing.height = inside(frame, rest, address, now, hasPreview, sharing);
  if (closes) view.sharing.reset();
}

}  // namespace atelier::ui
