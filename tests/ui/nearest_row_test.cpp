// What the draw panel shows of the training pictures that a drawing is nearest to.

#include "ui/panels/nearest_row.h"

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

class NearestRow : public AppTest {
 protected:
  static protocol::Nearest nearest(bool isUnlike = false) {
    protocol::Nearest n;
    n.runId = 1;
    n.weights = "scratch";
    n.isFirst = true;
    n.pictures = n.wanted = 1000;
    n.hasDrawings = true;
    n.distance = isUnlike ? 1.3 : 0.9;
    n.toScribbles = 1;
    n.usual = 0.1;
    n.isUnlike = isUnlike;
    n.neighbours = "17\t9\tdrawing\n4\t7\tphotograph\n900\t9\tphotograph\n18\t9\tdrawing\n2\t9\tphotograph";
    n.bulk.assign(5 * protocol::kPicturePixels, 90);
    return n;
  }
  void draw() {
    app_->apply(protocol::Seen{false, "Cropped.", protocol::Bytes(784, 200)});
    protocol::Floats shares(10, 0.01F);
    shares[9] = 0.91F;
    app_->apply(protocol::Prediction{1, shares});
    settle();
  }
  void apply(const protocol::Event& event) {
    app_->apply(event);
    settle();
  }
};

TEST_F(NearestRow, IsAskedForOnceOfWeightsThatStayAndAgainOfOthers) {
  app_->apply(test::ready());
  app_->apply(test::run(1));
  app_->apply(test::progress(1));
  settle();
  EXPECT_EQ(countSent<protocol::FindNearest>(), 0) << "there are no pictures";
  app_->apply(test::dataset());
  settle();
  EXPECT_EQ(countSent<protocol::FindNearest>(), 1);
  apply(nearest());
  EXPECT_EQ(countSent<protocol::FindNearest>(), 0);
  apply(test::run(1, "pretrained"));
  EXPECT_EQ(countSent<protocol::FindNearest>(), 1);
}

TEST_F(NearestRow, IsNotAskedForBesideTrainingBeforeAnythingIsDrawn) {
  begin();
  protocol::Progress p = test::progress(1);
  p.running = true;
  p.imagesSeen = 100;
  apply(nearest());
  apply(p);
  now_ += 5000;
  settle();
  EXPECT_EQ(countSent<protocol::FindNearest>(), 0);
  draw();
  now_ += 5000;
  settle();
  EXPECT_EQ(countSent<protocol::FindNearest>(), 1);
  protocol::Nearest later = nearest();
  later.isFirst = false;
  apply(later);
  now_ += 5000;
  settle();
  EXPECT_EQ(countSent<protocol::FindNearest>(), 0) << "what follows a drawing does not answer it";
}

TEST_F(NearestRow, NamesThePicturesAndTheirClasses) {
  begin();
  EXPECT_EQ(text("nearest"), "(none)");
  apply(nearest());
  draw();
  EXPECT_EQ(text("nearest"),
            "Ankle boot 17, drawn from it; Sneaker 4; Ankle boot 900; Ankle boot 18, drawn from it; Ankle boot 2. Of "
            "1,000 training pictures and drawings made of them.");
  EXPECT_EQ(classesOf(NearestView(nearest()), app_->state().classes, 5), "4 Ankle boot, 1 Sneaker");
  EXPECT_EQ(classesOf(NearestView(nearest()), app_->state().classes, 1), "4 Ankle boot");
  EXPECT_EQ(text("verdict"), "(none)");
}

TEST_F(NearestRow, APressOnOneChoosesIt) {
  begin();
  apply(nearest());
  draw();
  sent();
  press("Nearest 2: Sneaker 4");
  const auto picked = sentOf<protocol::PickImage>();
  ASSERT_EQ(picked.size(), 1U);
  EXPECT_EQ(picked[0].split, "train");
  EXPECT_EQ(picked[0].index, 4);
}

TEST_F(NearestRow, SaysOfAScribbleThatTheAnswerMeansLittle) {
  begin();
  apply(nearest(true));
  draw();
  EXPECT_EQ(text("verdict"), "The network of this run has seen nothing like it: its guess means little.");
  apply(protocol::Seen{true, "The pad is empty.", protocol::Bytes(784, 0)});
  EXPECT_EQ(text("verdict"), "(none)");
  EXPECT_EQ(text("nearest"), "(none)");
}

TEST_F(NearestRow, IsNothingOfOtherWeights) {
  begin();
  apply(nearest(true));
  draw();
  apply(test::run(1, "pretrained"));
  EXPECT_EQ(text("verdict"), "(none)");
  EXPECT_EQ(text("nearest"), "(none)");
}

TEST_F(NearestRow, LeavesTheTenBarsInTheWindow) {
  app_->resize(1280, 800, 1);
  begin();
  for (const bool isUnlike : {false, true}) {
    apply(nearest(isUnlike));
    draw();
    const Control* last = find("text", "Ankle boot");
    ASSERT_NE(last, nullptr);
    EXPECT_LE(last->rect.bottom(), 800);
  }
}

TEST_F(NearestRow, HasTargetsForFingersOnAPhone) {
  app_->resize(390, 844, 1);
  begin();
  app_->act(find("tab", "Draw")->id, "");
  settle();
  apply(nearest());
  draw();
  for (int i = 1; i <= 5; ++i) {
    const auto& list = app_->controls();
    const auto at = std::find_if(list.begin(), list.end(),
                                 [&](const Control& c) { return c.id == "nearest." + std::to_string(i); });
    ASSERT_NE(at, list.end());
    EXPECT_GE(at->rect.h, 44);
    EXPECT_GE(at->rect.w, 44);
    EXPECT_LE(at->rect.right(), 390);
  }
}

}  // namespace
}  // namespace atelier::ui
