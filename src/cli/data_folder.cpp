#include "cli/data_folder.h"

#include <filesystem>
#include <system_error>

#include "cli/files.h"
#include "cli/report.h"
#include "data/idx.h"
#include "data/synthetic.h"

namespace atelier::cli {

namespace {

std::optional<std::vector<std::uint8_t>> readEither(const std::string& folder, const std::string& name,
                                                    std::string& error) {
  std::error_code code;
  for (const char* ending : {"", ".gz"}) {
    const std::string path = (std::filesystem::path(folder) / (name + ending)).string();
    if (std::filesystem::exists(path, code)) return readFile(path, error);
  }
  error = "there is no " + name + ", nor one with .gz, in " + folder;
  return std::nullopt;
}

bool readSplit(const std::string& folder, const std::string& prefix, int wanted, Images& to, std::string& error) {
  if (wanted == 0) return true;
  const auto images = readEither(folder, prefix + "-images-idx3-ubyte", error);
  if (!images) return false;
  const auto labels = readEither(folder, prefix + "-labels-idx1-ubyte", error);
  if (!labels) return false;
  auto split = parseIdxPair(*images, *labels, error);
  if (!split) {
    error = "the " + prefix + " files in " + folder + " cannot be used: " + error;
    return false;
  }
  to = std::move(*split);
  if (to.count() >= wanted) return true;
  error = "the recipe asks for " + grouped(wanted) + " images, but the " + prefix + " files in " + folder + " have " +
          grouped(to.count());
  return false;
}

}  // namespace

std::optional<Dataset> loadData(const std::string& from, int train, int test, std::uint32_t seed, std::string& error) {
  if (from == "synthetic") return makeSynthetic(train, test, seed);
  Dataset dataset{"Fashion-MNIST", {}, {}};
  if (!readSplit(from, "train", train, dataset.train, error) || !readSplit(from, "t10k", test, dataset.test, error)) {
    return std::nullopt;
  }
  return dataset;
}

}  // namespace atelier::cli
