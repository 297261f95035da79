#include "link/link.h"

#include "fuzz/checks.h"

namespace atelier::fuzz {

std::string checkLink(Bytes bytes) {
  const link::Reading reading = link::parse(textOf(bytes));
  for (const std::string& problem : reading.problems) {
    if (problem.size() < 20 || problem.back() != '.') return "A problem is no sentence: " + problem;
  }
  const std::string text = link::print(reading.link);
  const link::Reading again = link::parse(text);
  if (text.size() <= link::kLongest && again.link != reading.link) return "The printed link is another one: " + text;
  return text.size() > link::kLongest || again.problems.empty() ? "" : "The printed link is not understood: " + text;
}

}  // namespace atelier::fuzz
