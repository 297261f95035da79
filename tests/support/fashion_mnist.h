#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "data/idx.h"

namespace atelier::testing {

inline std::optional<std::vector<std::uint8_t>> readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::vector<std::uint8_t>{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The publisher's files, where they lie inflated; nothing where they do not. Files that are there but wrong fail the
// test.
inline std::optional<Dataset> readFashionMnist() {
  const char* folder = std::getenv("FASHION_MNIST_DIR");
  const std::string prefix = (folder != nullptr ? std::string(folder) : "../shared/fashion-mnist") + "/";
  Dataset dataset{"Fashion-MNIST", {}, {}};
  for (const auto& [name, to] : {std::pair{"train", &dataset.train}, {"t10k", &dataset.test}}) {
    const auto images = readFile(prefix + name + "-images-idx3-ubyte");
    const auto labels = readFile(prefix + name + "-labels-idx1-ubyte");
    if (!images || !labels) return std::nullopt;
    std::string error;
    auto read = parseIdxPair(*images, *labels, error);
    EXPECT_TRUE(read.has_value()) << prefix << name << ": " << error;
    if (read) *to = std::move(*read);
  }
  return dataset;
}

}  // namespace atelier::testing
