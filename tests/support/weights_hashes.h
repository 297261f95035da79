#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace atelier::testing {

// A line of tests/golden/weights_hash.txt: after so many images, a run's weights have this hashOfWeights().
struct WeightsHash {
  std::string recipe;
  int imagesSeen = 0;
  std::string hash;
};

// The lines RECIPE <tab> IMAGES <tab> HASH of a section, which begins at a line "# SECTION" and ends at the next such
// line. Everything else is skipped.
inline std::vector<WeightsHash> readWeightsHashes(const std::string& section) {
  std::vector<WeightsHash> hashes;
  std::ifstream in(std::string(ATELIER_GOLDEN_DIR) + "/weights_hash.txt");
  EXPECT_TRUE(in.good()) << "There is no weights_hash.txt in tests/golden.";
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("# ", 0) == 0 && line.find(' ', 2) == std::string::npos) inside = line.substr(2) == section;
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (!inside || line.empty() || line[0] == '#' || second == std::string::npos) continue;
    hashes.push_back({line.substr(0, first), std::atoi(line.c_str() + first + 1), line.substr(second + 1)});
  }
  return hashes;
}

}  // namespace atelier::testing
