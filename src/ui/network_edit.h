#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/run_state.h"
#include "ui/widgets/fields.h"

namespace atelier::ui {

// A layer of the network that is being edited, with what the engine knows of it.
struct LayerRow {
  std::string text;
  std::optional<LayerView> view;  // none where the network is wrong before it, or not checked yet
  std::string error;
};

// The network of the recipe while it is edited: a text of its own from the first change until the engine has taken it,
// or the learner gives it up. What is refused stays, to be put right.
class NetworkEdit {
 public:
  // Takes in what the engine has said; to be called before the others, every frame.
  void follow(const RunState& state);

  bool isOpen() const { return isOpen_; }  // the text is the learner's
  const std::string& text() const { return text_; }
  // What is wrong with the whole; empty where nothing is, or it has not been said yet.
  const TextTrouble& trouble() const { return trouble_; }
  const std::vector<LayerRow>& rows() const { return rows_; }
  bool isByRows() const { return byRows_; }   // the last change was made to the rows, not to the text
  int selected() const { return selected_; }  // row, or -1

  // Changes of the text. Each returns what to send.
  using Commands = std::vector<protocol::Command>;
  Commands type(const std::string& text);
  Commands enter(const std::string& text);
  void giveUp();

  // Changes of the rows, which are entered at once. add() goes after the selected row, or before the last dense one.
  Commands remove(int row);
  Commands move(int row, int by);
  Commands set(int row, const std::string& layer);
  Commands add(const std::string& layer);
  void select(int row) { selected_ = row == selected_ ? -1 : row; }

 private:
  Commands enterRows(const std::vector<std::string>& layers, int selected);

  bool isOpen_ = false;
  std::string text_;
  std::string engines_;  // the network of the recipe
  TextTrouble trouble_;
  std::vector<LayerRow> rows_;
  bool byRows_ = false;
  int selected_ = -1;
};

}  // namespace atelier::ui
