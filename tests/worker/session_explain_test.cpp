#include <gtest/gtest.h>

#include "protocol/table.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;

// Holds an explanation against the weights and outputs that were sent of the same network: the lab's with 4 filters.
void expectExplains(const Explanation& found, const Floats& weights, const Floats& outputs) {
  ASSERT_EQ(found.kind, "conv");
  const auto at = [](int value) { return static_cast<std::size_t>(value); };
  EXPECT_EQ(found.value, outputs[at(784 + (found.channel * 26 + found.row) * 26 + found.column)]);
  EXPECT_EQ(found.bias, weights[at(36 + found.channel)]);
  ASSERT_EQ(found.bulk.size(), at(9 * Explanation::kTermSize));
  double sum = found.bias;
  for (int tap = 0; tap < 9; ++tap) {
    const float* term = found.bulk.data() + tap * Explanation::kTermSize;
    EXPECT_EQ(term[1], found.row + tap / 3);
    EXPECT_EQ(term[2], found.column + tap % 3);
    EXPECT_EQ(term[3], outputs[at((found.row + tap / 3) * 28 + found.column + tap % 3)]);
    EXPECT_EQ(term[4], weights[at(found.channel * 9 + tap)]);
    sum += static_cast<double>(term[3]) * static_cast<double>(term[4]);
  }
  EXPECT_NEAR(found.value, sum, 1e-5);
}

TEST(Session, ExplainsAValueByTheWeightsThatAreShown) {
  Bench bench;
  bench.load();
  const Explain wish{"picture", 1, 2, 11, 7};
  std::vector<double> values;
  const auto check = [&] {
    bench.send(Inspect{"picture"});
    bench.send(wish);
    const auto found = bench.last<Explanation>();
    EXPECT_EQ(found.runId, bench.last<protocol::Run>().runId);
    EXPECT_EQ(found.source, "picture");
    EXPECT_EQ(found.layer, 1);
    EXPECT_NE(found.pool, "");
    expectExplains(found, bench.last<Weights>().bulk, bench.last<Activations>().bulk);
    values.push_back(found.value);
    bench.send(Inspect{"picture", false, "gradients"});
    const std::size_t at = 784 + (2 * 26 + 11) * 26 + 7;
    EXPECT_EQ(found.gradient, bench.last<Activations>().bulk[at]);
    EXPECT_EQ(found.label, bench.last<Activations>().label);
  };
  bench.send(UseWeights{"scratch"});
  check();
  bench.send(StepEpoch{});
  bench.finish();
  check();
  EXPECT_NE(values[1], values[0]);
  bench.send(protocol::ShowEpoch{0});
  check();
  EXPECT_EQ(values[2], values[0]);
}

TEST(Session, ExplainsWhatThePretrainedModelSays) {
  Bench bench;
  bench.load();
  ASSERT_EQ(bench.last<protocol::Run>().weights, "pretrained");
  bench.send(Inspect{"picture"});
  const int softmax = static_cast<int>(parseTable(bench.last<protocol::Run>().layers).size()) - 1;
  const Floats outputs = bench.last<Activations>().bulk;
  bench.send(Explain{"picture", softmax, 9, 0, 0});
  EXPECT_EQ(bench.last<Explanation>().kind, "softmax");
  EXPECT_EQ(bench.last<Explanation>().value, outputs.back());
  EXPECT_EQ(bench.last<Explanation>().label, -1);
  bench.send(Explain{"picture", softmax - 1, 9, 0, 0});
  const auto dense = bench.last<Explanation>();
  EXPECT_EQ(dense.kind, "dense");
  EXPECT_EQ(dense.value, outputs[outputs.size() - 11]);
  double sum = dense.bias + dense.rest;
  for (std::size_t i = 0; i < Explanation::kLargest * Explanation::kTermSize; i += Explanation::kTermSize)
    sum += static_cast<double>(dense.bulk[i + 5]);
  EXPECT_NEAR(dense.value, sum, 1e-3);
  EXPECT_GT(dense.count, static_cast<int>(dense.bulk.size()) / Explanation::kTermSize);
}

TEST(Session, ExplainsTheDrawingOnceThereIsOne) {
  Bench bench;
  bench.load();
  bench.send(Explain{"drawing", 0, 0, 14, 14});
  EXPECT_EQ(bench.last<Failed>().code, "explain");
  EXPECT_EQ(bench.last<Failed>().text, "explain: there is no drawing yet.");
  bench.send(Draw{28, 28, Bytes(784, 200)});
  bench.send(Explain{"drawing", 0, 0, 14, 14});
  EXPECT_EQ(bench.last<Explanation>().bulk[3], bench.last<Seen>().bulk[14 * 28 + 14]);
}

TEST(Session, ExplainsNoValueThatIsNot) {
  Bench bench;
  bench.load();
  for (const Explain& wish : {Explain{"picture", 1, 0, 26, 0}, {"picture", 9, 0, 0, 0}, {"mirror", 1, 0, 0, 0}}) {
    const auto before = bench.all<Failed>().size();
    bench.send(wish);
    ASSERT_EQ(bench.all<Failed>().size(), before + 1);
    EXPECT_EQ(bench.last<Failed>().code, "explain");
    EXPECT_TRUE(bench.last<Failed>().text.ends_with('.'));
  }
  EXPECT_TRUE(bench.all<Explanation>().empty());
}

}  // namespace
}  // namespace atelier::worker
