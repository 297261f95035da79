#pragma once

#include <string>
#include <string_view>

namespace atelier::lesson {

// Whether this is JSON as people write it. Where not, `error` says in a sentence what is wrong, and where: no JSON,
// more than `depth` lists and objects in each other, or a word twice in an object, of which only one would count.
[[nodiscard]] bool checkJson(std::string_view text, int depth, std::string& error);

// For a sentence: short, and without what cannot be shown.
std::string inQuotes(std::string_view text);

}  // namespace atelier::lesson
