#include <gtest/gtest.h>

#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;

Bytes drawing() {
  Bytes greys;
  for (int i = 0; i < 224 * 224; ++i) greys.push_back(static_cast<std::uint8_t>(i % 224 > 100 ? i / 224 : 0));
  return greys;
}

TEST(Session, SavesADrawingAsAFileThatOpensToTheSameBytes) {
  Bench bench;
  bench.settle();
  bench.send(SaveDrawing{drawing()});
  const Bytes file = bench.last<DrawingFile>().bulk;
  ASSERT_GT(file.size(), 100U);
  EXPECT_EQ(std::string(file.begin() + 1, file.begin() + 4), "PNG");
  bench.send(OpenPicture{file});
  const auto opened = bench.last<OpenedPicture>();
  EXPECT_TRUE(opened.drawing);
  EXPECT_EQ(opened.width, 224);
  EXPECT_EQ(opened.height, 224);
  EXPECT_EQ(opened.bulk, drawing());
  EXPECT_TRUE(bench.all<Failed>().empty());
}

TEST(Session, RefusesAFileThatIsNoPictureAndADrawingOfAnotherSize) {
  Bench bench;
  bench.settle();
  bench.send(OpenPicture{{'G', 'I', 'F', '8'}});
  EXPECT_EQ(bench.last<Failed>().code, "picture");
  EXPECT_EQ(bench.last<Failed>().text, "This is a file of the kind GIF: only PNG and JPEG can be opened.");
  bench.send(SaveDrawing{Bytes(100)});
  EXPECT_EQ(bench.last<Failed>().text, "saveDrawing: the drawing must be 50176 bytes.");
  EXPECT_TRUE(bench.all<OpenedPicture>().empty());
  EXPECT_TRUE(bench.all<DrawingFile>().empty());
}

}  // namespace
}  // namespace atelier::worker
