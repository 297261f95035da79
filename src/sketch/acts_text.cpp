#include "sketch/acts_text.h"

#include <charconv>

namespace atelier::sketch {

namespace {

constexpr const char* kHex = "0123456789abcdef";

// Adds the text of an act.
struct Printer {
  std::string& text;

  void add(int number) const { text += ' ' + std::to_string(number); }
  void word(const char* name, std::uint8_t grey, bool mirrored) const {
    text += name;
    add(grey);
    if (mirrored) text += " mirrored";
  }
  void operator()(const Begin& begin) const {
    text += "begin";
    if (!begin.picture.empty()) text += ' ';
    for (const std::uint8_t byte : begin.picture) {
      text += kHex[byte / 16];
      text += kHex[byte % 16];
    }
  }
  void operator()(const Stroke& stroke) const {
    word("stroke", stroke.grey, stroke.mirrored);
    for (const Place& place : stroke.places) {
      for (const int number : {place.x, place.y, place.width}) add(number);
    }
  }
  void operator()(const Ellipse& e) const {
    word("ellipse", e.grey, e.mirrored);
    for (const int number : {e.left, e.top, e.right, e.bottom, e.width}) add(number);
  }
  void operator()(const Fill& fill) const {
    word("fill", fill.grey, fill.mirrored);
    add(fill.x);
    add(fill.y);
  }
  void operator()(const Move& move) const {
    text += "move";
    for (const int number : {move.right, move.down, move.scale}) add(number);
  }
};

class Parser {
 public:
  Parser(std::string_view text, std::string& error) : rest_(text), error_(error) {}

  std::optional<ActList> read() {
    if (rest_.size() > kLongestText) return refuse("it is longer than 8,000,000 characters");
    next();
    if (take() != "drawing" || take() != "1" || !word_.empty()) return refuse("it does not begin with \"drawing 1\"");
    bool isOver = false;
    while (hasAct()) {
      next();
      if (isOver) return refuse("acts follow what is undone");
      const std::string_view kind = take();
      isOver = kind == "undone";
      if (isOver ? !readUndone() : !readAct(kind)) {
        return refuse("act " + std::to_string(list_.acts.size() + 1) + " is not understood");
      }
      if (!word_.empty()) return refuse("act " + std::to_string(list_.acts.size()) + " says too much");
    }
    list_.done = static_cast<int>(list_.acts.size()) - undone_;
    return std::move(list_);
  }

 private:
  std::optional<ActList> refuse(const std::string& why) {
    error_ = "The saved drawing cannot be read: " + why + ".";
    return std::nullopt;
  }

  static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

  bool hasAct() const { return atSeparator_; }

  // Goes to the first word behind a ";", or at the beginning.
  void next() {
    atSeparator_ = false;
    advance();
  }

  // The current word; the one behind it becomes current, or none where the act ends.
  std::string_view take() {
    const std::string_view word = word_;
    if (!word.empty()) advance();
    return word;
  }

  void advance() {
    std::size_t at = 0;
    while (at < rest_.size() && isSpace(rest_[at])) ++at;
    std::size_t end = at;
    while (end < rest_.size() && !isSpace(rest_[end]) && rest_[end] != ';') ++end;
    word_ = rest_.substr(at, end - at);
    if (word_.empty() && end < rest_.size()) {
      atSeparator_ = true;
      ++end;
    }
    rest_.remove_prefix(end);
  }

  bool number(int low, int high, int& to) {
    const std::string_view word = take();
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), to);
    return code == std::errc() && end == word.data() + word.size() && to >= low && to <= high;
  }
  bool place(int& to) { return number(-kFarthest, kFarthest, to); }
  bool width(int& to) { return number(0, kUnits, to); }
  bool ink(std::uint8_t& grey, bool& mirrored) {
    int value = 0;
    if (!number(0, 255, value)) return false;
    grey = static_cast<std::uint8_t>(value);
    mirrored = word_ == "mirrored";
    if (mirrored) take();
    return true;
  }

  bool readUndone() { return number(0, static_cast<int>(list_.acts.size()), undone_); }

  bool readAct(std::string_view kind) {
    if (kind == "begin") return readBegin();
    if (kind == "stroke") return readStroke();
    if (kind == "ellipse") {
      Ellipse e;
      return ink(e.grey, e.mirrored) && place(e.left) && place(e.top) && place(e.right) && place(e.bottom) &&
             width(e.width) && add(e);
    }
    if (kind == "fill") {
      Fill fill;
      return ink(fill.grey, fill.mirrored) && place(fill.x) && place(fill.y) && add(fill);
    }
    Move move;
    return kind == "move" && place(move.right) && place(move.down) && number(1, 16 * Move::kSame, move.scale) &&
           add(move);
  }

  bool readBegin() {
    Begin begin;
    const std::string_view digits = take();
    const bool isPicture = digits.size() % 2 == 0 && sideOfPicture(digits.size() / 2) > 0;
    if (!digits.empty() && !isPicture) return false;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
      int byte = 0;
      const char* const end = digits.data() + i + 2;
      if (std::from_chars(digits.data() + i, end, byte, 16).ptr != end || byte < 0) return false;
      begin.picture.push_back(static_cast<std::uint8_t>(byte));
    }
    return add(std::move(begin));
  }

  bool readStroke() {
    Stroke stroke;
    if (!ink(stroke.grey, stroke.mirrored)) return false;
    do {
      Place at;
      if (!place(at.x) || !place(at.y) || !width(at.width)) return false;
      stroke.places.push_back(at);
    } while (!word_.empty());
    return add(std::move(stroke));
  }

  bool add(Act act) {
    list_.acts.push_back(std::move(act));
    return true;
  }

  std::string_view rest_;
  std::string& error_;
  std::string_view word_;     // the current one; none where the act ends
  bool atSeparator_ = false;  // a ";" ended it
  ActList list_;
  int undone_ = 0;
};

}  // namespace

std::string printActs(const std::vector<Act>& acts, int done, std::size_t longest) {
  std::string text;
  std::vector<std::size_t> starts;  // of the acts
  for (const Act& act : acts) {
    starts.push_back(text.size());
    text += " ; ";
    std::visit(Printer{text}, act);
  }
  std::size_t first = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(done) && text.size() - first > longest; ++i) {
    if (std::holds_alternative<Begin>(acts[i])) first = starts[i];
  }
  text.replace(0, first, "drawing 1");
  const int undone = static_cast<int>(acts.size()) - done;
  if (undone > 0) text += " ; undone " + std::to_string(undone);
  return text;
}

std::optional<ActList> parseActs(std::string_view text, std::string& error) { return Parser(text, error).read(); }

}  // namespace atelier::sketch
