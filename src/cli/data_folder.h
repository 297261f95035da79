#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "data/dataset.h"

namespace atelier::cli {

// The data set in `from`: "synthetic" for garments drawn by code from the seed, or else a folder with the four files of
// Fashion-MNIST, gzip'd or not. At least as many images of each split as are asked for; a split of which none are asked
// for is not read. Returns nothing and sets `error` to a sentence when they cannot be had.
[[nodiscard]] std::optional<Dataset> loadData(const std::string& from, int train, int test, std::uint32_t seed,
                                              std::string& error);

}  // namespace atelier::cli
