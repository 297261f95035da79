#include <algorithm>
#include <cmath>

#include "ui/panels/results_panel.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr int kClasses = protocol::kClasses;
constexpr float kThumbnail = 56;  // two pixels for each of a picture's

using CellOf = EvaluationView::CellOf;

// Where the matrix and the figures beside it lie.
struct Grid {
  float left;    // of the first column
  float top;     // of the first row
  float width;   // of a cell
  float height;  // of a cell
  int columns;

  Rect cell(int row, int column) const {
    return {left + width * static_cast<float>(column), top + height * static_cast<float>(row), width, height};
  }
  Rect all() const { return {left, top, width * static_cast<float>(columns), height * kClasses}; }
};

// At most three letters of what tells a class from others: of its last word.
std::string shortName(const RunState& state, int label) {
  std::string name = classNameOf(state, label);
  if (const auto space = name.rfind(' '); space != std::string::npos) name = name.substr(space + 1);
  name.resize(std::min<std::size_t>(name.size(), 3));
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string sentence(const RunState& state, const CellOf& cell) {
  const EvaluationView& e = *state.evaluation;
  const std::string truth = classNameOf(state, cell.truth);
  return (cell.truth == cell.predicted ? truth + " known as such"
                                       : truth + " taken for " + classNameOf(state, cell.predicted)) +
         ": " + std::to_string(e.count(cell.truth, cell.predicted)) + " of " + std::to_string(e.imagesOf(cell.truth)) +
         ", " + percent(e.share(cell.truth, cell.predicted)) + " %";
}

std::string figureText(double share) { return share < 0 ? "\u2013" : percent(share); }

std::string spokenRow(const RunState& state, int truth) {
  const EvaluationView& e = *state.evaluation;
  const EvaluationView::Figures& f = e.figures[static_cast<std::size_t>(truth)];
  std::string text = std::to_string(e.imagesOf(truth)) + " images";
  for (int k = 0; k < e.classes; ++k) {
    if (e.count(truth, k) > 0)
      text += (text.find(':') == std::string::npos ? ": " : ", ") + classNameOf(state, k) + " " +
              std::to_string(e.count(truth, k));
  }
  const auto spoken = [](double share) { return share < 0 ? std::string("none") : percent(share) + " %"; };
  return text + ". Precision " + spoken(f.precision) + ", recall " + spoken(f.recall) + ", F1 " + spoken(f.f1) + ".";
}

// Counts over their share of the row by the scale, those of the diagonal apart: they are many times the others.
void drawCell(Frame& frame, const Rect& rect, const EvaluationView& e, const CellOf& cell, double largest) {
  const Theme& t = frame.theme;
  const int count = e.count(cell.truth, cell.predicted);
  const bool isDiagonal = cell.truth == cell.predicted;
  const Rect box{rect.x, rect.y, rect.w - 1, rect.h - 1};
  if (count == 0) return fill(frame, box, isDiagonal ? t.hairline : t.well, 0);
  ImU32 colour = t.hairline;
  ImU32 ink = t.text;
  if (!isDiagonal) {
    const double at = largest > 0 ? e.share(cell.truth, cell.predicted) / largest : 0;
    colour = t.sequential[static_cast<std::size_t>(std::lround(255 * at))];
    ink = contrast(colour, IM_COL32_WHITE) >= contrast(colour, IM_COL32_BLACK) ? IM_COL32_WHITE : IM_COL32_BLACK;
  }
  fill(frame, box, colour, 0);
  line(frame, {box.x - 4, box.y, box.w + 8, box.h}, isDiagonal ? *frame.fonts.strongFigures : *frame.fonts.figures, ink,
       std::to_string(count), Align::kCentre);
}

constexpr const char* kRowName = "Row: what it is";
constexpr const char* kColumnName = "Column: what it was taken for";
constexpr const char* kAboutCell = "Chooses the cell of the matrix whose pictures are shown.";

void take(const CellOf& cell, View& view) {
  view.results.cell = cell;
  view.results.cellPage = 0;
}

// A finger is wider than a cell: row and column are chosen by name, too.
void cellFields(Frame& frame, Rect row, const RunState& state, View& view, CellOf& cell) {
  const auto choose = [&](Rect part, const char* word, const char* id, const char* name,
                          std::span<const std::string> classes, int& at) {
    const float wide = textSize(*frame.fonts.words, word).x + 1;
    line(frame, part.cutLeft(wide, 6), *frame.fonts.words, frame.theme.muted, word);
    const auto chosen =
        selectField(frame, part, id, name, {classes.begin(), classes.end()}, classNameOf(state, at), kAboutCell);
    const auto found = chosen ? std::find(classes.begin(), classes.end(), *chosen) : classes.end();
    if (found != classes.end()) at = static_cast<int>(found - classes.begin());
  };
  const CellOf before = cell;
  choose(row.cutLeft(std::floor(row.w / 2) - 6, 12), "is", "cell.truth", kRowName, state.dataClasses(), cell.truth);
  choose(row, "said", "cell.predicted", kColumnName,
         std::span(state.classes)
             .first(std::min<std::size_t>(state.classes.size(), static_cast<std::size_t>(state.evaluation->classes))),
         cell.predicted);
  if (cell != before) take(cell, view);
}

// Row and column are chosen by two sliders of the mirror, which lie over the names; the pointer takes a cell at once.
void chooseCell(Frame& frame, const Grid& grid, const RunState& state, View& view, CellOf& cell) {
  const CellOf before = cell;
  const auto choose = [&](const Rect& rect, const std::string& id, const std::string& name, int count, int& at) {
    if (const auto act = frame.controls.take(id)) at = std::clamp(std::atoi(act->c_str()), 0, count - 1);
    frame.controls.add({.id = id,
                        .role = "slider",
                        .name = name,
                        .value = std::to_string(at),
                        .valueText = classNameOf(state, at),
                        .min = 0,
                        .max = static_cast<double>(count - 1),
                        .step = 1,
                        .description = kAboutCell,
                        .rect = rect,
                        .panel = frame.controls.panel()});
  };
  const Rect all = grid.all();
  if (!frame.isTouch) {
    choose({all.x - 70, all.y, 66, all.h}, "cell.truth", kRowName, kClasses, cell.truth);
    choose({all.x, all.y - 16, all.w, 14}, "cell.predicted", kColumnName, grid.columns, cell.predicted);
  }
  ImGui::SetCursorScreenPos({all.x, all.y});
  const bool pressed = ImGui::InvisibleButton("confusion", {all.w, all.h});
  if (ImGui::IsItemHovered()) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const CellOf under{std::clamp(static_cast<int>((mouse.y - all.y) / grid.height), 0, kClasses - 1),
                       std::clamp(static_cast<int>((mouse.x - all.x) / grid.width), 0, grid.columns - 1)};
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    tooltip(frame, sentence(state, under));
    if (pressed) cell = under;
  }
  if (cell != before) take(cell, view);
}

void drawMatrix(Frame& frame, const Grid& grid, const RunState& state, View& view, CellOf& cell) {
  const Theme& t = frame.theme;
  const EvaluationView& e = *state.evaluation;
  chooseCell(frame, grid, state, view, cell);
  const double largest = e.largestWrongShare();
  for (int k = 0; k < kClasses; ++k) {
    const Rect first = grid.cell(k, 0);
    const Rect name{first.x - 76, first.y, 72, first.h};
    line(frame, name, k == cell.truth ? *frame.fonts.strong : *frame.fonts.words, t.text, classNameOf(state, k));
    mirrorText(frame, name, "matrix." + std::to_string(k), classNameOf(state, k), spokenRow(state, k));
  }
  for (int j = 0; j < grid.columns; ++j) {
    const Rect above{grid.cell(0, j).x - 2, grid.top - 17, grid.width + 4, 16};
    line(frame, above, j == cell.predicted ? *frame.fonts.strong : *frame.fonts.words,
         j == cell.predicted ? t.text : t.muted, shortName(state, j), Align::kCentre);
    for (int k = 0; k < kClasses; ++k) drawCell(frame, grid.cell(k, j), e, {k, j}, largest);
  }
  const Rect chosen = grid.cell(cell.truth, cell.predicted);
  outline(frame, {chosen.x - 1, chosen.y - 1, chosen.w + 1, chosen.h + 1}, t.panel, 2, 3);
  outline(frame, {chosen.x - 2, chosen.y - 2, chosen.w + 3, chosen.h + 3}, t.accent, 3, 2);
}

// Precision, recall and F1 in per cent, in the matrix's rows.
void drawFigures(Frame& frame, const Rect& rect, const Grid& grid, const EvaluationView& e) {
  const float width = rect.w / 3;
  const char* names[] = {"prec.", "recall", "F1"};
  const char* abouts[] = {"Precision: of the images taken for this class, the share that are of it, in per cent.",
                          "Recall: of the images of this class, the share taken for it, in per cent.",
                          "Between precision and recall, nearer to the smaller one, in per cent."};
  for (int column = 0; column < 3; ++column) {
    const float right = rect.x + width * static_cast<float>(column + 1);
    const float wide = textSize(*frame.fonts.words, names[column]).x;
    const Rect head{right - wide, grid.top - 17, wide, 16};
    line(frame, head, *frame.fonts.words, frame.theme.muted, names[column]);
    frame.controls.hint({right - width, head.y, width, head.h + grid.height * kClasses + 1}, abouts[column]);
    for (int k = 0; k < kClasses; ++k) {
      const EvaluationView::Figures& f = e.figures[static_cast<std::size_t>(k)];
      const double share = column == 0 ? f.precision : column == 1 ? f.recall : f.f1;
      line(frame, {right - width, grid.cell(k, 0).y, width, grid.height}, *frame.fonts.figures, frame.theme.text,
           figureText(share), Align::kRight);
    }
  }
}

// The pictures of the chosen cell, the surest answers first.
void drawPictures(Frame& frame, Rect rest, const RunState& state, View& view, const CellOf& cell) {
  const EvaluationView& e = *state.evaluation;
  const std::string what = sentence(state, cell);
  const float lines = paragraphHeight(*frame.fonts.words, what, rest.w);
  paragraph(frame, rest.cutTop(lines, 6), *frame.fonts.words, frame.theme.text, what);
  mirrorText(frame, rest, "cell", "Chosen cell", what);
  const auto images = e.imagesIn(cell);
  const Rect foot = rest.cutBottom(frame.isTouch ? 44 : 24, 6);
  const int across = std::max(1, static_cast<int>((rest.w + 6) / (kThumbnail + 6)));
  const int down = std::max(1, static_cast<int>((rest.h + 2) / (kThumbnail + 18)));
  const Span shown = pager(frame, foot, "cellPictures", "pictures of the cell", static_cast<int>(images.size()),
                           across * down, view.results.cellPage);
  for (int i = shown.first; i < shown.end; ++i) {
    const int place = i - shown.first;
    const int image = images[static_cast<std::size_t>(i)];
    const int row = place / across;
    const Rect box{rest.x + static_cast<float>(place % across) * (kThumbnail + 6),
                   rest.y + static_cast<float>(row) * (kThumbnail + 18), kThumbnail, kThumbnail};
    const std::string number = std::to_string(image);
    const auto sure = static_cast<double>(e.answer(image).confidence);
    thumbnail(frame, box, state, view, image,
              "Test image " + number + ", " + classNameOf(state, cell.truth) + ", said " +
                  classNameOf(state, cell.predicted) + " " + shareText(sure));
    line(frame, {box.x, box.bottom() + 1, box.w, 14}, *frame.fonts.figures, frame.theme.muted, number, Align::kCentre);
  }
}

void drawLegend(Frame& frame, Rect row, const EvaluationView& e) {
  const Rect scale = row.cutRight(std::min(150.0F, row.w), 8);
  legend(frame, scale, frame.theme.sequential, "0", percent(e.largestWrongShare()) + " %");
  line(frame, row, *frame.fonts.words, frame.theme.muted, "share of the images of a row", Align::kRight);
  frame.controls.hint({row.x, row.y, scale.right() - row.x, row.h},
                      "The colours of the mistakes: how many of the images of a class were taken for the other.");
}

}  // namespace

float confusionTab(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  if (!beginEvaluation(frame, rect, state, view)) return frame.isTouch ? 560 : 196;
  const int columns = state.evaluation->classes;
  if (view.results.cell && view.results.cell->predicted >= columns) view.results.cell.reset();
  CellOf cell = view.results.cell.value_or(state.evaluation->worst());
  constexpr float kNames = 76;
  constexpr float kHead = 18;
  constexpr float kFoot = 20;
  const bool isBeside = rect.w >= 600;
  const float figures = isBeside ? 114 : 0;
  const float left = isBeside ? std::max(290.0F, (rect.w - kNames - figures) * 0.52F) : rect.w - kNames;
  const float width = std::floor(std::min(left / static_cast<float>(columns), 52.0F));
  const float height = isBeside        ? std::floor(std::clamp((rect.h - kHead - kFoot) / kClasses, 16.0F, 30.0F))
                       : frame.isTouch ? 30.0F
                                       : 20;
  const Grid grid{rect.x + kNames, rect.y + kHead, width, height, columns};
  const Rect all = grid.all();
  const Rect corner{rect.x, rect.y, kNames - 4, 16};
  line(frame, corner, *frame.fonts.words, frame.theme.muted, "is / said");
  frame.controls.hint(corner, "A row is what an image is, a column what the network said.");
  drawMatrix(frame, grid, state, view, cell);
  drawLegend(frame, {rect.x, all.bottom() + 4, all.right() - rect.x, 14}, *state.evaluation);
  if (isBeside) {
    drawFigures(frame, {all.right() + 4, all.y, figures, all.h}, grid, *state.evaluation);
    const float x = all.right() + figures + 18;
    drawPictures(frame, {x, rect.y, rect.right() - x, rect.h}, state, view, cell);
    return kHead + 16 * kClasses + kFoot;
  }
  constexpr float kPictures = 210;
  float foot = all.bottom() + kFoot + 8;
  if (frame.isTouch) {
    cellFields(frame, {rect.x, foot, rect.w, 44}, state, view, cell);
    foot += 44 + 12;
  }
  drawPictures(frame, {rect.x, foot, rect.w, kPictures}, state, view, cell);
  const Grid below{grid.left, foot + kPictures + 12 + kHead, width, 20, columns};
  for (int k = 0; k < kClasses; ++k)
    line(frame, {rect.x, below.cell(k, 0).y, 100, 20}, *frame.fonts.words, frame.theme.text, classNameOf(state, k));
  drawFigures(frame, {rect.x + 100, below.top, rect.w - 100, 20 * kClasses}, below, *state.evaluation);
  return below.all().bottom() - rect.y;
}

}  // namespace atelier::ui
