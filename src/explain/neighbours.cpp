#include "explain/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/simd.h"

namespace atelier {

namespace {

float product(const float* a, const float* b, int count) {
  simd::Four<float> sums = simd::splat(0.0F);
  for (int i = 0; i < count; i += 4) sums += simd::load(a + i) * simd::load(b + i);
  return simd::sum<float>(sums);
}

}  // namespace

Neighbours::Neighbours(int numbers)
    : numbers_(numbers), stride_((numbers + 3) / 4 * 4), mean_(static_cast<std::size_t>(numbers)) {}

void Neighbours::add(std::span<const float> point) {
  ++points_;
  all_.resize(static_cast<std::size_t>(points_) * static_cast<std::size_t>(stride_));
  std::copy(point.begin(), point.end(), all_.end() - stride_);
}

void Neighbours::finish() {
  const auto size = static_cast<std::size_t>(numbers_);
  const auto point = [&](int p) { return std::span(all_.data() + static_cast<std::ptrdiff_t>(p) * stride_, size); };
  std::vector<double> sums(size);
  for (int p = 0; p < points_; ++p) {
    for (std::size_t i = 0; i < size; ++i) sums[i] += static_cast<double>(point(p)[i]);
  }
  for (std::size_t i = 0; i < size; ++i) mean_[i] = static_cast<float>(sums[i] / points_);
  for (int p = 0; p < points_; ++p) areFinite_ = direct(point(p), point(p).data()) && areFinite_;
}

bool Neighbours::direct(std::span<const float> from, float* to) const {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[i] - mean_[i];
  const float length = std::sqrt(product(to, to, stride_));
  if (!std::isfinite(length)) return false;
  for (int i = 0; i < numbers_ && length > 0; ++i) to[i] /= length;
  return true;
}

std::vector<Neighbour> Neighbours::nearest(std::span<const float> point, int most) const {
  AlignedVector<float> direction(static_cast<std::size_t>(stride_));
  if (!direct(point, direction.data()) || !areFinite_) return {};
  const float own = product(direction.data(), direction.data(), stride_);
  std::vector<Neighbour> all;
  all.reserve(static_cast<std::size_t>(points_));
  for (int p = 0; p < points_; ++p) {
    const float* other = all_.data() + static_cast<std::ptrdiff_t>(p) * stride_;
    const float square = own + product(other, other, stride_) - 2 * product(direction.data(), other, stride_);
    all.push_back({p, std::sqrt(std::max(square, 0.0F))});
  }
  const auto count = std::min(most, points_);
  std::partial_sort(all.begin(), all.begin() + count, all.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.point < b.point;
  });
  all.resize(static_cast<std::size_t>(count));
  return all;
}

double meanDistance(std::span<const Neighbour> neighbours) {
  double sum = 0;
  for (const Neighbour& n : neighbours) sum += static_cast<double>(n.distance);
  return sum / static_cast<double>(neighbours.size());
}

double Usual::limit() const {
  if (count() < kLeast) return std::numeric_limits<double>::infinity();
  std::vector<double> sorted = distances_;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(kShare * (count() - 1));
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

}  // namespace atelier
