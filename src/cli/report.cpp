#include "cli/report.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace atelier::cli {

namespace {

constexpr std::size_t kShown = 90;   // characters of a text that are shown at most,
constexpr std::size_t kBefore = 50;  // and of those at most so many before the place
constexpr const char* kIndent = "    ";

// The characters of UTF-8, each a string; what moves the cursor is a space.
std::vector<std::string> charactersOf(std::string_view text) {
  std::vector<std::string> characters;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xc0U) == 0x80U;
    if (continues && !characters.empty()) {
      characters.back() += c;
    } else {
      characters.emplace_back(1, byte < 0x20U || byte == 0x7fU ? ' ' : c);
    }
  }
  return characters;
}

}  // namespace

void say(const std::string& text) { std::fprintf(stderr, "atelier: %s\n", text.c_str()); }

int fail(int code, const std::string& text) {
  say(text);
  return code;
}

std::string pointAt(std::string_view text, const TextError& error) {
  const auto position = std::min(text.size(), static_cast<std::size_t>(error.position));
  const auto characters = charactersOf(text);
  const std::size_t at = charactersOf(text.substr(0, position)).size();
  const std::size_t length = charactersOf(text.substr(position, static_cast<std::size_t>(error.length))).size();
  const std::size_t first = at > kBefore ? at - kBefore : 0;
  const std::size_t end = std::min(characters.size(), first + kShown);
  std::string line = first > 0 ? "..." : "";
  const std::size_t indent = line.size() + at - first;
  for (std::size_t i = first; i < end; ++i) line += characters[i];
  if (end < characters.size()) line += "...";
  const std::size_t carets = std::max<std::size_t>(1, std::min(length, first + kShown - at));
  return error.text + "\n" + kIndent + line + "\n" + kIndent + std::string(indent, ' ') + std::string(carets, '^');
}

std::string grouped(long long number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string percent(double share) { return fixed(100 * share, 2) + " %"; }

}  // namespace atelier::cli
