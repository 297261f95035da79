#include "data/wardrobe_file.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "math/hash.h"

namespace atelier {

namespace {

constexpr std::string_view kFormat = "atelier-wardrobe ";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kClass = "class ";
constexpr std::string_view kItems = "items ";
constexpr std::size_t kChecksum = 4;
constexpr std::size_t kLongestLine = 60;

std::string headerOf(const Wardrobe& wardrobe) {
  std::string text = std::string(kFormat) + std::string(kVersion) + "\n";
  for (const std::string& name : wardrobe.names) text.append(kClass).append(name).append("\n");
  return text + std::string(kItems) + std::to_string(wardrobe.items.count()) + "\n";
}

std::uint8_t byteOf(std::uint32_t number, unsigned shift) { return static_cast<std::uint8_t>(number >> shift & 0xFFU); }

// Reads the text, line by line.
class Lines {
 public:
  explicit Lines(std::span<const std::uint8_t> bytes)
      : text_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}

  // What follows `word` in the next line, which begins with it and has an end; else nothing, and the line stays.
  std::optional<std::string_view> after(std::string_view word) {
    const std::string_view rest = text_.substr(at_);
    const std::size_t end = rest.substr(0, kLongestLine).find('\n');
    if (end == std::string_view::npos || rest.substr(0, word.size()) != word || end < word.size()) return std::nullopt;
    at_ += end + 1;
    return rest.substr(word.size(), end - word.size());
  }
  std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// The number as it is printed, or -1.
int countOf(std::string_view text) {
  int count = -1;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool isIt = code == std::errc() && end == text.data() + text.size() && std::to_string(count) == text;
  return isIt ? count : -1;
}

std::string whyNotOfThisVersion(Lines& lines) {
  const auto version = lines.after(kFormat);
  if (!version) return "This is not a wardrobe file.";
  if (*version == kVersion) return "";
  return countOf(*version) > 0 ? "This wardrobe file is of version " + std::string(*version) +
                                     ", and this page reads " + std::string(kVersion) + "."
                               : "This is not a wardrobe file: it has no version.";
}

// The items after the header, whose length fits.
bool readItems(std::span<const std::uint8_t> bytes, int count, Wardrobe& to, std::string& error) {
  const auto labels = bytes.first(static_cast<std::size_t>(count));
  const auto pixels = bytes.subspan(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const int label = labels[i];
    const std::string which = "Item " + std::to_string(i + 1) + " of the wardrobe file";
    if (label >= to.classes()) {
      error = which + " is of class " + std::to_string(label + 1) + ", and the file has " +
              std::to_string(to.classes()) + ".";
      return false;
    }
    if (addItem(to, pixels.subspan(i * kPixels, kPixels), label, error)) continue;
    error = which + ": " + error;
    return false;
  }
  return true;
}

}  // namespace

std::vector<std::uint8_t> writeWardrobe(const Wardrobe& wardrobe) {
  const std::string header = headerOf(wardrobe);
  const Images& items = wardrobe.items;
  std::vector<std::uint8_t> bytes(header.begin(), header.end());
  bytes.insert(bytes.end(), items.labels.begin(), items.labels.end());
  bytes.insert(bytes.end(), items.pixels.begin(), items.pixels.end());
  const std::uint32_t sum = crc32(bytes);
  bytes.insert(bytes.end(), {byteOf(sum, 24), byteOf(sum, 16), byteOf(sum, 8), byteOf(sum, 0)});
  return bytes;
}

std::size_t firstPictureOf(const Wardrobe& wardrobe) {
  return headerOf(wardrobe).size() + wardrobe.items.labels.size();
}

std::optional<Wardrobe> parseWardrobe(std::span<const std::uint8_t> bytes, std::string& error) {
  Lines lines(bytes);
  error = whyNotOfThisVersion(lines);
  if (!error.empty()) return std::nullopt;
  Wardrobe wardrobe;
  while (const auto name = lines.after(kClass)) {
    if (addClass(wardrobe, *name, error)) continue;
    error = "Class " + std::to_string(wardrobe.classes() + 1) + " of the wardrobe file: " + error;
    return std::nullopt;
  }
  const auto items = lines.after(kItems);
  const int count = items ? countOf(*items) : -1;
  if (count < 0 || count > kMostItems) {
    error = count > kMostItems ? "The wardrobe file holds " + std::to_string(count) + " items, and at most 500 fit."
                               : "The wardrobe file does not say how many items it holds.";
    return std::nullopt;
  }
  const auto rest = bytes.subspan(lines.at());
  const std::size_t length = static_cast<std::size_t>(count) * (1 + kPixels) + kChecksum;
  if (rest.size() != length) {
    error = "The wardrobe file promises " + std::to_string(count) + " items but " +
            (rest.size() < length ? "ends before the last of them." : "goes on after the last of them.");
    return std::nullopt;
  }
  if (!readItems(rest, count, wardrobe, error)) return std::nullopt;
  if (writeWardrobe(wardrobe) == std::vector<std::uint8_t>(bytes.begin(), bytes.end())) return wardrobe;
  error = "The wardrobe file is damaged: its checksum differs.";
  return std::nullopt;
}

}  // namespace atelier
