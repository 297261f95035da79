#pragma once

// The formulas of tests/golden/make_golden.py, which says what its files hold, and a reader of those files.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace atelier::testing {

inline constexpr int kGoldenPictures = 8;
inline constexpr int kGoldenEvery = 7;  // of the final weights, one in so many is kept
inline constexpr const char* kGoldenNetworks[] = {"conv 12x3 | max-pool 2 | dense 10",
                                                  "conv 12x3 | relu | max-pool 2 | dense 10"};
inline constexpr const char* kGoldenFiles[] = {"lab.golden", "lab_relu.golden"};

inline Images goldenImages() {
  constexpr std::uint32_t kSalt = 440308;
  Images images;
  for (std::uint32_t k = kSalt; k < kSalt + kGoldenPictures * kPixels; ++k) {
    std::uint32_t mix = k * 2654435761U;
    mix = (mix ^ (mix >> 15U)) * 2246822519U;
    images.pixels.push_back(static_cast<std::uint8_t>((mix ^ (mix >> 13U)) >> 24U));
  }
  for (int n = 0; n < kGoldenPictures; ++n) images.labels.push_back(static_cast<std::uint8_t>((3 * n + 1) % 10));
  return images;
}

// All parameters of the lab's network, as Network::parameters() has them.
template <class T>
void setGoldenWeights(std::span<T> parameters) {
  ASSERT_EQ(parameters.size(), 20410U);
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    const double scale = k < 108 ? 0.25 : k < 120 ? 0.125 : k < 120 + 20280 ? 0.03125 : 0.0625;
    const double spread = (static_cast<double>(k * 7919 % 2003) - 1001) / 1001;
    parameters[k] = static_cast<T>(static_cast<float>(spread * scale));
  }
}

// The records of a golden file by name; none, and a failed test, when it cannot be read.
inline std::map<std::string, std::vector<float>> readGolden(const std::string& name) {
  std::map<std::string, std::vector<float>> records;
  std::FILE* file = std::fopen((std::string(ATELIER_GOLDEN_DIR) + "/" + name).c_str(), "rb");
  if (file == nullptr) {
    ADD_FAILURE() << "There is no " << name << " in tests/golden.";
    return records;
  }
  char record[32];
  std::size_t count = 0;
  bool whole = true;
  while (whole && std::fscanf(file, "%31s %zu", record, &count) == 2) {
    std::vector<float>& numbers = records[record];
    numbers.resize(std::min<std::size_t>(count, 100000));
    whole = numbers.size() == count && std::fgetc(file) == '\n' &&
            std::fread(numbers.data(), sizeof(float), count, file) == count && std::fgetc(file) == '\n';
  }
  std::fclose(file);
  EXPECT_TRUE(whole && !records.empty()) << name << " is damaged; tests/golden/make_golden.py writes it anew.";
  return records;
}

// One parameter in kGoldenEvery, as the files keep them.
template <class T>
std::vector<T> goldenSample(std::span<const T> parameters) {
  std::vector<T> sample;
  for (std::size_t k = 0; k < parameters.size(); k += kGoldenEvery) sample.push_back(parameters[k]);
  return sample;
}

}  // namespace atelier::testing
