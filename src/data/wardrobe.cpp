#include "data/wardrobe.h"

#include <algorithm>

namespace atelier {

namespace {

bool fail(std::string& error, const std::string& text) {
  error = text;
  return false;
}

// Bytes of the character of UTF-8 at the start of a text; 0 when there is none (RFC 3629).
std::size_t characterAt(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
  if (first < 0xC2U || first > 0xF4U) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const bool isTooLong = (first == 0xE0U && byte(1) < 0xA0U) || (first == 0xF0U && byte(1) < 0x90U);
  const bool isNoCharacter = (first == 0xEDU && byte(1) > 0x9FU) || (first == 0xF4U && byte(1) > 0x8FU);
  return isTooLong || isNoCharacter ? 0 : length;
}

// C0 and C1, of one and two bytes.
bool isControl(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 2) return first == 0xC2U && static_cast<unsigned char>(character[1]) < 0xA0U;
  return character.size() == 1 && (first < 0x20U || first == 0x7FU);
}

bool isPlainText(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = characterAt(text);
    if (length == 0 || isControl(text.substr(0, length))) return false;
    text.remove_prefix(length);
  }
  return true;
}

// Capitals of ASCII count as small letters.
bool isSameName(std::string_view one, std::string_view other) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](char a, char b) { return small(a) == small(b); });
}

// The class of this name; -1 when there is none.
int labelOf(const Wardrobe& wardrobe, std::string_view name) {
  for (int label = 0; label < wardrobe.classes(); ++label) {
    if (isSameName(className(wardrobe, label), name)) return label;
  }
  return -1;
}

// Why class `label`, perhaps a new one, cannot be called so; or empty.
std::string whyNotCalled(const Wardrobe& wardrobe, int label, std::string_view name) {
  if (name.empty()) return "A class needs a name.";
  if (name.size() > kLongestName) return "The name of a class has at most 24 letters, fewer with accents.";
  if (!isPlainText(name)) return "The name of a class can hold letters, digits and signs only.";
  if (name.front() == ' ' || name.back() == ' ') return "The name of a class begins and ends with no space.";
  const int other = labelOf(wardrobe, name);
  return other < 0 || other == label ? "" : "There is a class \"" + className(wardrobe, other) + "\" already.";
}

bool isThere(const Images& items, std::span<const std::uint8_t> pixels, int label) {
  for (int i = 0; i < items.count(); ++i) {
    const auto item = items.image(i);
    if (items.label(i) == label && std::equal(item.begin(), item.end(), pixels.begin())) return true;
  }
  return false;
}

}  // namespace

std::string className(const Wardrobe& wardrobe, int label) {
  if (label < kClasses) return kClassNames[static_cast<std::size_t>(label)];
  const auto own = static_cast<std::size_t>(label - kClasses);
  return own < wardrobe.names.size() ? wardrobe.names[own] : "own class " + std::to_string(own + 1);
}

bool addClass(Wardrobe& wardrobe, std::string_view name, std::string& error) {
  const std::string why = whyNotCalled(wardrobe, -1, name);
  if (!why.empty()) return fail(error, why);
  if (wardrobe.names.size() == kMostOwnClasses) {
    return fail(error, "There are six classes of your own already: rename one of them instead.");
  }
  wardrobe.names.emplace_back(name);
  return true;
}

bool renameClass(Wardrobe& wardrobe, int label, std::string_view name, std::string& error) {
  if (label < kClasses || label >= wardrobe.classes()) return fail(error, "Only a class of your own can be renamed.");
  const std::string why = whyNotCalled(wardrobe, label, name);
  if (!why.empty()) return fail(error, why);
  wardrobe.names[static_cast<std::size_t>(label - kClasses)] = name;
  return true;
}

bool addItem(Wardrobe& wardrobe, std::span<const std::uint8_t> pixels, int label, std::string& error) {
  if (label < 0 || label >= wardrobe.classes() || pixels.size() != kPixels) {
    return fail(error, "An item is a picture of 28x28 with one of the classes.");
  }
  if (isThere(wardrobe.items, pixels, label)) {
    return fail(error, "This picture is in the wardrobe already, as " + className(wardrobe, label) + ".");
  }
  if (wardrobe.items.count() == kMostItems) {
    return fail(error, "The wardrobe is full: it holds 500 items. Remove some first.");
  }
  wardrobe.items.pixels.insert(wardrobe.items.pixels.end(), pixels.begin(), pixels.end());
  wardrobe.items.labels.push_back(static_cast<std::uint8_t>(label));
  return true;
}

bool removeItem(Wardrobe& wardrobe, int index, std::string& error) {
  if (index < 0 || index >= wardrobe.items.count()) {
    return fail(error, "There is no item " + std::to_string(index + 1) + " in the wardrobe.");
  }
  wardrobe.items.labels.erase(wardrobe.items.labels.begin() + index);
  const auto first = wardrobe.items.pixels.begin() + static_cast<std::ptrdiff_t>(index) * kPixels;
  wardrobe.items.pixels.erase(first, first + kPixels);
  return true;
}

bool merge(Wardrobe& wardrobe, const Wardrobe& other, std::string& error) {
  Wardrobe both = wardrobe;
  std::vector<int> labels;  // of the other's classes, here
  for (int label = 0; label < other.classes(); ++label) {
    const std::string name = className(other, label);
    if (labelOf(both, name) < 0 && !addClass(both, name, error)) return false;
    labels.push_back(labelOf(both, name));
  }
  for (int i = 0; i < other.items.count(); ++i) {
    const int label = labels[static_cast<std::size_t>(other.items.label(i))];
    if (isThere(both.items, other.items.image(i), label)) continue;
    if (!addItem(both, other.items.image(i), label, error)) return false;
  }
  wardrobe = std::move(both);
  return true;
}

}  // namespace atelier
