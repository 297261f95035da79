#include "explain/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "math/simd.h"

namespace atelier {

namespace {

float product(const float* a, const float* b, int count) {
  simd::Four<float> sums = simd::splat(0.0F);
  for (int i = 0; i < count; i += 4) sums += simd::load(a + i) * simd::load(b + i);
  return simd::sum<float>(sums);
}

// To whole groups of four.
int roundedUp(int numbers) { return (numbers + 3) / 4 * 4; }

}  // namespace

Neighbours::Neighbours(std::vector<int> parts) : parts_(std::move(parts)) {
  for (const int numbers : parts_) stride_ += roundedUp(numbers);
  mean_.resize(static_cast<std::size_t>(stride_));
}

void Neighbours::layOut(std::span<const float> point, float* to) const {
  for (const int numbers : parts_) {
    std::copy_n(point.begin(), numbers, to);
    point = point.subspan(static_cast<std::size_t>(numbers));
    to += roundedUp(numbers);
  }
}

void Neighbours::add(std::span<const float> point) {
  ++points_;
  all_.resize(static_cast<std::size_t>(points_) * static_cast<std::size_t>(stride_));
  layOut(point, all_.data() + all_.size() - stride_);
}

void Neighbours::finish() {
  const auto size = static_cast<std::size_t>(stride_);
  const auto point = [&](int p) { return all_.data() + static_cast<std::ptrdiff_t>(p) * stride_; };
  std::vector<double> sums(size);
  for (int p = 0; p < points_; ++p) {
    for (std::size_t i = 0; i < size; ++i) sums[i] += static_cast<double>(point(p)[i]);
  }
  for (std::size_t i = 0; i < size; ++i) mean_[i] = static_cast<float>(sums[i] / points_);
  for (int p = 0; p < points_; ++p) areFinite_ = direct(point(p)) && areFinite_;
}

bool Neighbours::direct(float* point) const {
  for (int i = 0; i < stride_; ++i) point[i] -= mean_[static_cast<std::size_t>(i)];
  for (const int numbers : parts_) {
    const int padded = roundedUp(numbers);
    const float length = std::sqrt(product(point, point, padded));
    if (!std::isfinite(length)) return false;
    for (int i = 0; i < numbers && length > 0; ++i) point[i] /= length;
    point += padded;
  }
  return true;
}

std::vector<Neighbour> Neighbours::nearest(std::span<const float> point, int most, int first, int end) const {
  AlignedVector<float> direction(static_cast<std::size_t>(stride_));
  layOut(point, direction.data());
  if (!direct(direction.data()) || !areFinite_) return {};
  const float own = product(direction.data(), direction.data(), stride_);
  std::vector<Neighbour> all;
  all.reserve(static_cast<std::size_t>(end - first));
  for (int p = first; p < end; ++p) {
    const float* other = all_.data() + static_cast<std::ptrdiff_t>(p) * stride_;
    const float square = own + product(other, other, stride_) - 2 * product(direction.data(), other, stride_);
    all.push_back({p, std::sqrt(std::max(square, 0.0F))});
  }
  const auto count = std::min(most, end - first);
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
