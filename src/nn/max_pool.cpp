#include "nn/max_pool.h"

namespace atelier {

template <class T>
int MaxPool<T>::firstMaximum(const T* window, int width) const {
  int best = 0;
  for (int u = 0; u < size_; ++u) {
    for (int v = 0; v < size_; ++v) {
      if (window[u * width + v] > window[best]) best = u * width + v;
    }
  }
  return best;
}

template <class T>
void MaxPool<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const Shape in = x.shape();
  const Shape out = y.shape();
  T* to = y.data();
  for (int plane = 0; plane < in.n * in.c; ++plane) {
    for (int i = 0; i < out.h; ++i) {
      for (int j = 0; j < out.w; ++j) {
        const T* window = x.data() + (plane * in.h + i * size_) * in.w + j * size_;
        *to++ = window[firstMaximum(window, in.w)];
      }
    }
  }
}

template <class T>
void MaxPool<T>::backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  if (dx == nullptr) return;
  const Shape in = x.shape();
  const Shape out = dy.shape();
  std::fill(dx->data(), dx->data() + dx->size(), T(0));
  const T* from = dy.data();
  for (int plane = 0; plane < in.n * in.c; ++plane) {
    for (int i = 0; i < out.h; ++i) {
      for (int j = 0; j < out.w; ++j) {
        const int window = (plane * in.h + i * size_) * in.w + j * size_;
        dx->data()[window + firstMaximum(x.data() + window, in.w)] = *from++;
      }
    }
  }
}

template class MaxPool<float>;
template class MaxPool<double>;

}  // namespace atelier
