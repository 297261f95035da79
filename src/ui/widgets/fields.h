#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/frame.h"

namespace atelier::ui {

// Fields: the HTML <select>, <input> or <textarea> lies over each and is what is operated; here are only their wells.
// Each returns a new value once. A placeholder stands where there is no value.

std::optional<std::string> selectField(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                                       const std::vector<std::string>& options, const std::string& value,
                                       const std::string& description = "");
std::optional<std::string> textField(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                                     const std::string& value, const std::string& error = "",
                                     const std::string& description = "", const std::string& placeholder = "");

// What is wrong with a text: the sentence, and the offending bytes of it (position -1: nowhere; length 0: missing).
struct TextTrouble {
  std::string text;
  int position = -1;
  int length = 0;
};

// What happened to a text of several lines: it was changed, or entered, or given up by Escape.
struct TextEdit {
  std::optional<std::string> typed;
  std::optional<std::string> entered;
  bool escaped = false;
};

// Marks the offending characters.
TextEdit textArea(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                  const std::string& value, const TextTrouble& trouble, const std::string& description);

// The height of a text area of this width that shows all of the text, or of two lines of it.
float textAreaHeight(const Frame& frame, float width, const std::string& text);

}  // namespace atelier::ui
