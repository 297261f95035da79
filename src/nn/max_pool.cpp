#include "nn/max_pool.h"

namespace atelier {

template <class T>
void MaxPool<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const Shape in = x.shape();
  const Shape out = y.shape();
  if (maxima_.size() < static_cast<std::size_t>(y.size())) maxima_.resize(static_cast<std::size_t>(y.size()));
  T* to = y.data();
  std::int32_t* maximum = maxima_.data();
  for (int plane = 0; plane < in.n * in.c; ++plane) {
    for (int i = 0; i < out.h; ++i) {
      for (int j = 0; j < out.w; ++j) {
        const int window = (plane * in.h + i * stride_) * in.w + j * stride_;
        int best = window;
        for (int u = 0; u < size_; ++u) {
          for (int v = 0; v < size_; ++v) {
            const int at = window + u * in.w + v;
            best = x.data()[at] > x.data()[best] ? at : best;
          }
        }
        *maximum++ = best;
        *to++ = x.data()[best];
      }
    }
  }
}

template <class T>
void MaxPool<T>::backward(const Tensor<T>&, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  if (dx == nullptr) return;
  std::fill(dx->data(), dx->data() + dx->size(), T(0));
  for (int k = 0; k < dy.size(); ++k) dx->data()[maxima_[static_cast<std::size_t>(k)]] += dy.data()[k];
}

template class MaxPool<float>;
template class MaxPool<double>;

}  // namespace atelier
