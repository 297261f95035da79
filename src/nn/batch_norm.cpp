#include "nn/batch_norm.h"

#include <cmath>

namespace atelier {

namespace {

constexpr double kEpsilon = 1e-5;

// Calls visit(first) with the place of each of a channel's planes.
template <class Visit>
void forEachPlane(const Shape& x, int channel, Visit visit) {
  for (int n = 0; n < x.n; ++n) visit((n * x.c + channel) * x.h * x.w);
}

}  // namespace

template <class T>
BatchNorm<T>::BatchNorm(int channels) : moments_(static_cast<std::size_t>(channels)) {
  const auto named = [channels](const char* name, Role role, double start) {
    Parameter<T> p;
    p.name = name;
    p.dims = {channels, 1, 1, 1};
    p.role = role;
    p.start = start;
    return p;
  };
  parameters_ = {named("scale", Role::kShift, 1), named("shift", Role::kShift, 0), named("mean", Role::kStatistic, 0),
                 named("variance", Role::kStatistic, 1)};
}

template <class T>
typename BatchNorm<T>::Moments BatchNorm<T>::momentsOf(const Tensor<T>& x, int channel) const {
  Moments m;
  if (!pass_.training) {
    m.mean = static_cast<double>(parameters_[2].value[static_cast<std::size_t>(channel)]);
    m.variance = static_cast<double>(parameters_[3].value[static_cast<std::size_t>(channel)]);
  } else {
    const int plane = x.shape().h * x.shape().w;
    const double count = static_cast<double>(x.shape().n) * plane;
    double sum = 0;
    forEachPlane(x.shape(), channel, [&](int first) {
      for (int i = first; i < first + plane; ++i) sum += static_cast<double>(x.data()[i]);
    });
    m.mean = sum / count;
    double squares = 0;
    forEachPlane(x.shape(), channel, [&](int first) {
      for (int i = first; i < first + plane; ++i) {
        const double distance = static_cast<double>(x.data()[i]) - m.mean;
        squares += distance * distance;
      }
    });
    m.variance = squares / count;
  }
  m.inverse = 1 / std::sqrt(m.variance + kEpsilon);
  return m;
}

template <class T>
void BatchNorm<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const int plane = x.shape().h * x.shape().w;
  for (int c = 0; c < x.shape().c; ++c) {
    const auto at = static_cast<std::size_t>(c);
    moments_[at] = momentsOf(x, c);
    const T mean = static_cast<T>(moments_[at].mean);
    const T factor = static_cast<T>(moments_[at].inverse) * parameters_[0].value[at];
    const T shift = parameters_[1].value[at];
    forEachPlane(x.shape(), c, [&](int first) {
      for (int i = first; i < first + plane; ++i) y.data()[i] = (x.data()[i] - mean) * factor + shift;
    });
  }
}

template <class T>
void BatchNorm<T>::backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  const int plane = x.shape().h * x.shape().w;
  const double count = static_cast<double>(x.shape().n) * plane;
  for (int c = 0; c < x.shape().c; ++c) {
    const auto at = static_cast<std::size_t>(c);
    const Moments& m = moments_[at];
    double sum = 0;      // of dy
    double product = 0;  // of dy and the normalised x
    forEachPlane(x.shape(), c, [&](int first) {
      for (int i = first; i < first + plane; ++i) {
        const auto d = static_cast<double>(dy.data()[i]);
        sum += d;
        product += d * ((static_cast<double>(x.data()[i]) - m.mean) * m.inverse);
      }
    });
    parameters_[0].gradient[at] += static_cast<T>(product);
    parameters_[1].gradient[at] += static_cast<T>(sum);
    if (pass_.training) {
      const double unbiased = count > 1 ? m.variance * (count / (count - 1)) : m.variance;
      parameters_[2].gradient[at] +=
          static_cast<T>(pass_.share * (static_cast<double>(parameters_[2].value[at]) - m.mean));
      parameters_[3].gradient[at] +=
          static_cast<T>(pass_.share * (static_cast<double>(parameters_[3].value[at]) - unbiased));
    }
    if (dx == nullptr) continue;
    // In training the mean and variance depend on x, too: dx = scale * inverse * (dy - mean(dy) - x^ mean(dy x^)).
    const T factor = static_cast<T>(m.inverse) * parameters_[0].value[at];
    const T meanSum = pass_.training ? static_cast<T>(sum / count) : T(0);
    const T meanProduct = pass_.training ? static_cast<T>(product / count * m.inverse) : T(0);
    const T mean = static_cast<T>(m.mean);
    forEachPlane(x.shape(), c, [&](int first) {
      for (int i = first; i < first + plane; ++i) {
        dx->data()[i] = (dy.data()[i] - meanSum - (x.data()[i] - mean) * meanProduct) * factor;
      }
    });
  }
}

template class BatchNorm<float>;
template class BatchNorm<double>;

}  // namespace atelier
