#pragma once

#include <span>
#include <string>
#include <vector>

#include "ui/panels/panels.h"

namespace atelier::ui {

// The tabs of the results panel. Each draws into its rectangle, inside the panel, and returns the height that it needs.

// How often each class was taken for each, with the figures of every class and the pictures of a chosen cell.
float confusionTab(Frame& frame, const Rect& rect, const RunState& state, View& view);
// The wrong answers, the surest first.
float mistakesTab(Frame& frame, const Rect& rect, const RunState& state, View& view);
// All pictures of a split, to be looked through and chosen from.
float galleryTab(Frame& frame, const Rect& rect, const RunState& state, View& view);
// What of the shown image spoke for a class: input gradient, occlusion and class map.
float whyTab(Frame& frame, const Rect& rect, const RunState& state, View& view);

// As lessons call them, by their places.
std::vector<std::string> resultsTabNames();

inline constexpr int kWardrobeTab = 5;  // by its place in the table

// What the learner has labelled, to be added to, handed out and learned from.
float wardrobeTab(Frame& frame, const Rect& rect, const RunState& state, View& view);

// What those have in common.

// Whose weights something is said of: "After epoch 3". Epoch and images as protocol::Evaluation.
std::string whose(const RunState& state, bool isPretrained, int epoch, int imagesSeen);

// Whether there is an evaluation to show; it is asked for as long as this is called. Where there is none, says why.
bool beginEvaluation(Frame& frame, const Rect& rect, const RunState& state, View& view);
// Whose answers these are and how many of them are right: "After epoch 3: 87.65 % of 2,000 test images right".
std::string summary(const RunState& state);
std::string classNameOf(const RunState& state, int label);
// A select of these classes after `none`, which stands for -1. Returns whether another one was chosen.
bool classField(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, const std::string& none,
                const std::string& description, std::span<const std::string> classes, int& label);
// "98.2 %", or that it is no number.
std::string shareText(double share);

// A picture of a split, or an empty place for it until it has come, which is asked for. With a frame when it is chosen
// or pointed at.
void pictureOf(Frame& frame, const Rect& rect, const RunState& state, View& view, const std::string& split, int image,
               bool isChosen);

// A picture of the test set, which becomes the chosen one when it is pressed. `name` is what a person calls it.
void thumbnail(Frame& frame, const Rect& rect, const RunState& state, View& view, int image, const std::string& name);

// The page of a list that is turned by two buttons, with "1-12 of 249" between them; `page` is kept within the list.
// Returns the first and one past the last entry of the page.
struct Span {
  int first = 0;
  int end = 0;
};
Span pager(Frame& frame, Rect row, const std::string& id, const std::string& what, int count, int perPage, int& page);

}  // namespace atelier::ui
