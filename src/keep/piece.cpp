#include "keep/piece.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "math/hash.h"

namespace atelier::keep {

namespace {

constexpr std::string_view kFormat = "atelier-work ";
constexpr std::string_view kVersion = "1";
constexpr std::size_t kLongestLine = 80;

std::string hexOf(std::uint32_t number) {
  std::string digits(8, '0');
  for (std::size_t i = digits.size(); i > 0; --i, number >>= 4U) digits[i - 1] = "0123456789abcdef"[number & 15U];
  return digits;
}

std::string lineOf(std::string_view kind, std::size_t length, const std::string& sum) {
  return std::string(kFormat) + std::string(kVersion) + " " + std::string(kind) + " " + std::to_string(length) + " " +
         sum + "\n";
}

// The words of the line that follows the format's name, at most four.
std::array<std::string_view, 4> wordsOf(std::string_view line) {
  std::array<std::string_view, 4> words;
  for (std::string_view& word : words) {
    const std::size_t end = std::min(line.find(' '), line.size());
    word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

std::size_t lengthOf(std::string_view word) {
  std::size_t length = 0;
  std::from_chars(word.data(), word.data() + word.size(), length);
  return length;
}

}  // namespace

std::vector<std::uint8_t> writePiece(std::string_view kind, std::span<const std::uint8_t> content) {
  const std::string line = lineOf(kind, content.size(), hexOf(crc32(content)));
  std::vector<std::uint8_t> bytes;
  bytes.reserve(line.size() + content.size());
  bytes.insert(bytes.end(), line.begin(), line.end());
  bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

std::optional<Piece> readPiece(std::span<const std::uint8_t> bytes, std::string& error) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), kLongestLine));
  const std::size_t end = text.find('\n');
  if (!text.starts_with(kFormat) || end == std::string_view::npos) {
    error = "This is not a file of work from this page, or it is cut off.";
    return std::nullopt;
  }
  const auto words = wordsOf(text.substr(kFormat.size(), end - kFormat.size()));
  if (words[0] != kVersion) {
    error = "This work is of version " + std::string(words[0].substr(0, 8)) + ", and this page reads " +
            std::string(kVersion) + ".";
    return std::nullopt;
  }
  const std::size_t length = lengthOf(words[2]);
  const auto rest = bytes.subspan(end + 1);
  // The line as it would be written is the line that there is: nothing else is a way to write it.
  if (words[1].empty() || words[3].size() != 8 ||
      lineOf(words[1], length, std::string(words[3])) != text.substr(0, end + 1)) {
    error = "This work is damaged: a part of it has no proper beginning.";
    return std::nullopt;
  }
  if (length > rest.size()) {
    error = "This work is cut off: it ends before the last of its parts does.";
    return std::nullopt;
  }
  const auto content = rest.first(length);
  return Piece{std::string(words[1]), std::string(words[1]) + "-" + std::string(words[3]), content, end + 1 + length,
               hexOf(crc32(content)) != words[3]};
}

}  // namespace atelier::keep
