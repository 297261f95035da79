#pragma once

#include <map>
#include <string>
#include <vector>

#include "data/synthetic.h"
#include "io/model_file.h"
#include "math/hash.h"
#include "train/presets.h"
#include "train/trainer.h"

namespace atelier::testing {

using FileBytes = std::vector<std::uint8_t>;

inline FileBytes bytesOf(const std::string& text) { return {text.begin(), text.end()}; }

inline void appendBigEndian(FileBytes& to, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(number >> shift));
}

// A shard of images first .. first + count - 1, as the packer makes it (inflated).
inline FileBytes shardOf(const Images& images, int first, int count) {
  FileBytes bytes = {0, 0, 8, 3};
  for (const int size : {count, kSide, kSide}) appendBigEndian(bytes, static_cast<std::uint32_t>(size));
  const auto pixels = images.pixels.begin() + static_cast<std::ptrdiff_t>(first) * kPixels;
  bytes.insert(bytes.end(), pixels, pixels + static_cast<std::ptrdiff_t>(count) * kPixels);
  bytes.insert(bytes.end(), {0, 0, 8, 1});
  appendBigEndian(bytes, static_cast<std::uint32_t>(count));
  bytes.insert(bytes.end(), images.labels.begin() + first, images.labels.begin() + first + count);
  return bytes;
}

// The files of a small site: two training shards (200 and 300 images), two of test (50 and 50), a pretrained model.
struct FakeSite {
  std::map<std::string, FileBytes> files;
  Dataset all = makeSynthetic(500, 100, 5);

  FakeSite() {
    const std::string train =
        addShard("train-0.idx.gz", all.train, 0, 200) + ", " + addShard("train-1.idx.gz", all.train, 200, 300);
    const std::string test =
        addShard("test-0.idx.gz", all.test, 0, 50) + ", " + addShard("test-1.idx.gz", all.test, 50, 50);
    files["data/manifest.json"] =
        bytesOf(R"({"format": "atelier-data", "version": 1, "name": "Fashion-MNIST", "train": [)" + train +
                R"(], "test": [)" + test + "]}");
    TextError error;
    Model model{*parseRecipe(kPresets[0].recipe, error), {}, {{"testAccuracy", "0.875"}, {"dataset", "Fashion-MNIST"}}};
    Network<float> network(model.recipe.network, kInputShape);
    network.start(99);
    model.parameters.assign(network.parameters().begin(), network.parameters().end());
    files["pretrained.safetensors"] = writeModel(model);
  }

 private:
  // The shard's entry in the manifest.
  std::string addShard(const std::string& name, const Images& images, int first, int count) {
    const FileBytes& bytes = files["data/" + name] = shardOf(images, first, count);
    char entry[160];
    std::snprintf(entry, sizeof entry, R"({"file": "%s", "images": %d, "bytes": 1000, "crc32": "%08x"})", name.c_str(),
                  count, crc32(bytes));
    return entry;
  }
};

}  // namespace atelier::testing
