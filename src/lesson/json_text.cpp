#include "lesson/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace atelier::lesson {

namespace {

using nlohmann::json;

// "line 3, character 14", of the character before this place.
std::string placeOf(std::string_view text, std::size_t end) {
  const std::string_view before = text.substr(0, std::min(end, text.size()));
  const std::string_view row = before.substr(before.rfind('\n') + 1);
  const auto isFirstByte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return "line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n')) + ", character " +
         std::to_string(std::max<std::ptrdiff_t>(1, std::count_if(row.begin(), row.end(), isFirstByte)));
}

// Looks at the text piece by piece, and keeps nothing but the words of the objects that are open.
class Checker : public nlohmann::json_sax<json> {
 public:
  Checker(std::string_view text, std::size_t depth) : text_(text), depth_(depth) {}

  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*size*/) override { return open(); }
  bool start_array(std::size_t /*size*/) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& word) override {
    if (words_.back().insert(word).second) return true;
    error_ = "The word " + inQuotes(word) + " stands twice in one object, and only one of them could count.";
    return false;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/, const json::exception& /*what*/) override {
    error_ = position > text_.size() ? "This is no JSON: it ends too early, in " + placeOf(text_, text_.size()) + "."
                                     : "This is no JSON: it cannot be read at " + placeOf(text_, position) + ".";
    return false;
  }

  const std::string& error() const { return error_; }

 private:
  bool open() {
    words_.emplace_back();
    if (words_.size() <= depth_) return true;
    error_ = "There are too many lists and objects in each other.";
    return false;
  }
  bool close() {
    words_.pop_back();
    return true;
  }

  std::string_view text_;
  std::size_t depth_;
  std::vector<std::set<std::string>> words_;
  std::string error_;
};

}  // namespace

bool checkJson(std::string_view text, int depth, std::string& error) {
  Checker checker(text, static_cast<std::size_t>(depth));
  if (json::sax_parse(text, &checker)) return true;
  error = checker.error();
  return false;
}

std::string inQuotes(std::string_view text) {
  constexpr std::size_t kLong = 40;
  std::string shown = "\"";
  for (const char c : text.substr(0, kLong)) shown += c >= ' ' && c <= '~' ? c : '?';
  return shown + (text.size() > kLong ? "\u2026\"" : "\"");
}

}  // namespace atelier::lesson
