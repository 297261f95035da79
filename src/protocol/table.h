#pragma once

// A table inside a string: a row a line, a tab between columns. Values hold neither tab nor line feed.

#include <string>
#include <string_view>
#include <vector>

namespace atelier::protocol {

using Row = std::vector<std::string>;

// "" is a table without rows. Every other text has one row more than it has line feeds.
inline std::vector<Row> parseTable(std::string_view text) {
  std::vector<Row> rows;
  if (text.empty()) return rows;
  rows.push_back({""});
  for (const char c : text) {
    if (c == '\n') {
      rows.push_back({""});
    } else if (c == '\t') {
      rows.back().emplace_back();
    } else {
      rows.back().back() += c;
    }
  }
  return rows;
}

inline std::string printTable(const std::vector<Row>& rows) {
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (r > 0) text += '\n';
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (c > 0) text += '\t';
      text += rows[r][c];
    }
  }
  return text;
}

}  // namespace atelier::protocol
