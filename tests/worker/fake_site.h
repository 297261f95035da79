#pragma once

#include <map>
#include <string>
#include <vector>

#include "data/synthetic.h"
#include "io/model_file.h"
#include "math/hash.h"
#include "support/idx_files.h"
#include "train/presets.h"
#include "train/trainer.h"

namespace atelier::testing {

inline Bytes bytesOf(const std::string& text) { return {text.begin(), text.end()}; }

// A shard of images first .. first + count - 1, as the packer makes it (inflated).
inline Bytes shardOf(const Images& images, int first, int count) {
  const auto pixels = images.pixels.begin() + static_cast<std::ptrdiff_t>(first) * kPixels;
  const auto labels = images.labels.begin() + first;
  const Images part{{pixels, pixels + static_cast<std::ptrdiff_t>(count) * kPixels}, {labels, labels + count}};
  return imageFile(part) + labelFile(part);
}

// The files of a small site: two training shards (200 and 300 images), two of test (50 and 50), a pretrained model.
struct FakeSite {
  std::map<std::string, Bytes> files;
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
    const Bytes& bytes = files["data/" + name] = shardOf(images, first, count);
    char entry[160];
    std::snprintf(entry, sizeof entry, R"({"file": "%s", "images": %d, "bytes": 1000, "crc32": "%08x"})", name.c_str(),
                  count, crc32(bytes));
    return entry;
  }
};

}  // namespace atelier::testing
