#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// What holds of any bytes whatever, one function for each parser: it reads them, and returns what does not hold, as a
// sentence; else nothing. Behind every one stands: no bytes crash it, and what it refuses it refuses with a sentence.

namespace atelier::fuzz {

using Bytes = std::span<const std::uint8_t>;

// The text of a recipe; further lines are values for its fields.
std::string checkRecipe(Bytes bytes);

// A shard, a file of images, or a file of labels.
std::string checkIdx(Bytes bytes);

// A PNG or JPEG file.
std::string checkImage(Bytes bytes);

std::string checkManifest(Bytes bytes);

// A weights file, and the model in it.
std::string checkModel(Bytes bytes);

// The text of a drawing.
std::string checkActs(Bytes bytes);

// A wardrobe file.
std::string checkWardrobe(Bytes bytes);

// A file of work, or what is in its head, in a piece of an epoch or in one of a run that was left.
std::string checkWork(Bytes bytes);

// What the address of the page says.
std::string checkLink(Bytes bytes);

// A lesson file.
std::string checkLesson(Bytes bytes);

inline std::string_view textOf(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace atelier::fuzz
