#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/checks.h"

// Every seed of the corpus, cut off at every byte. The corpus holds what was once found, too.

namespace atelier::fuzz {
namespace {

std::vector<std::uint8_t> bytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void expectSafe(const char* target, std::string (*check)(Bytes)) {
  int seeds = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ATELIER_CORPUS_DIR "/") + target)) {
    const auto whole = bytesOf(entry.path());
    for (std::size_t length = 0; length <= whole.size(); ++length) {
      // Bytes of their own, so that AddressSanitizer sees any look past their end.
      const std::vector<std::uint8_t> bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
      ASSERT_EQ(check(bytes), "") << entry.path().filename() << " cut off after " << length << " bytes";
    }
    ++seeds;
  }
  EXPECT_GT(seeds, 0) << "there is no corpus for " << target;
}

TEST(Truncated, RecipesAreReadOrRefusedWithASentence) { expectSafe("recipe", checkRecipe); }
TEST(Truncated, IdxFilesAreReadOrRefusedWithASentence) { expectSafe("idx", checkIdx); }
TEST(Truncated, PicturesAreReadOrRefusedWithASentence) { expectSafe("image", checkImage); }
TEST(Truncated, ManifestsAreReadOrRefusedWithASentence) { expectSafe("manifest", checkManifest); }
TEST(Truncated, ModelsAreReadOrRefusedWithASentence) { expectSafe("model", checkModel); }
TEST(Truncated, DrawingsAreReadOrRefusedWithASentence) { expectSafe("acts", checkActs); }
TEST(Truncated, WardrobesAreReadOrRefusedWithASentence) { expectSafe("wardrobe", checkWardrobe); }
TEST(Truncated, WorkIsReadOrRefusedWithASentence) { expectSafe("work", checkWork); }
TEST(Truncated, LinksAreReadAndWhatIsNotUnderstoodIsSaid) { expectSafe("link", checkLink); }
TEST(Truncated, LessonsAreReadOrRefusedWithASentence) { expectSafe("lesson", checkLesson); }

}  // namespace
}  // namespace atelier::fuzz
