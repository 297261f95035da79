#include "cli/options.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace atelier::cli {

namespace {

struct Command {
  std::string_view name;
  std::string_view subject;  // what its one word is; empty: it takes none
  std::string_view options;  // separated by spaces, those with a value with "=" after them
};

constexpr std::array<Command, 5> kCommands = {{
    {"train", "a recipe or the name of a preset", "--data= --out= --resume --json"},
    {"evaluate", "", "--model= --data= --json"},
    {"predict", "an image", "--model= --json"},
    {"sketches", "a folder of drawings", "--model= --json"},
    {"presets", "", "--json"},
}};

bool takes(const Command& command, const std::string& option) {
  const std::string all = " " + std::string(command.options) + " ";
  return all.find(" " + option + " ") != std::string::npos;
}

// Takes the words of a command one by one.
class Reader {
 public:
  Reader(const Command& command, const std::vector<std::string>& words, std::string& error)
      : command_(command), words_(words), error_(error) {
    options_.command = command.name;
  }

  std::optional<Options> read(const std::string& dataDefault) {
    while (next_ < words_.size()) {
      const std::string& word = words_[next_++];
      if (word == "--help" || word == "-h") {
        options_.command = "help";
        return options_;
      }
      if (!(word.rfind('-', 0) == 0 ? readOption(word) : readSubject(word))) return std::nullopt;
    }
    if (options_.data.empty() && takes(command_, "--data=")) options_.data = dataDefault;
    if (!isComplete()) return std::nullopt;
    return options_;
  }

 private:
  bool fail(const std::string& what) {
    error_ = std::string(command_.name) + " " + what;
    return false;
  }

  bool readSubject(const std::string& word) {
    if (command_.subject.empty()) return fail("takes no \"" + word + "\", only options");
    if (!options_.subject.empty()) {
      return fail("takes " + std::string(command_.subject) + " as one word (in quotes), and \"" + word +
                  "\" is a second one");
    }
    options_.subject = word;
    return !word.empty() || fail("needs " + std::string(command_.subject) + ", not an empty word");
  }

  bool readOption(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (takes(command_, name)) {
      if (equals != std::string::npos) return fail("takes " + name + " without a value");
      (name == "--json" ? options_.json : options_.resume) = true;
      return true;
    }
    if (!takes(command_, name + "=")) return fail("has no option " + name + "; atelier --help lists them");
    std::string value;
    if (equals != std::string::npos) {
      value = word.substr(equals + 1);
    } else if (next_ < words_.size() && words_[next_].rfind("--", 0) != 0) {
      value = words_[next_++];
    }
    if (value.empty()) return fail("needs a value after " + name);
    std::string& to = name == "--data" ? options_.data : name == "--model" ? options_.model : options_.out;
    if (!to.empty()) return fail("takes " + name + " once");
    to = value;
    return true;
  }

  bool isComplete() {
    if (options_.resume && options_.out.empty()) return fail("--resume needs --out FILE, the run that is to go on");
    if (options_.subject.empty() && !command_.subject.empty() && !options_.resume) {
      return fail("needs " + std::string(command_.subject));
    }
    if (options_.model.empty() && takes(command_, "--model=")) return fail("needs --model FILE.safetensors");
    if (options_.data.empty() && takes(command_, "--data=")) return fail("needs --data DIR or --data synthetic");
    return true;
  }

  const Command& command_;
  const std::vector<std::string>& words_;
  std::string& error_;
  Options options_;
  std::size_t next_ = 1;
};

}  // namespace

std::optional<Options> parseOptions(const std::vector<std::string>& words, const std::string& dataDefault,
                                    std::string& error) {
  if (words.empty()) {
    error = "say what to do: train, evaluate, predict, sketches or presets; atelier --help tells more";
    return std::nullopt;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    Options help;
    help.command = "help";
    return help;
  }
  const auto* const command =
      std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& c) { return c.name == words[0]; });
  if (command != kCommands.end()) return Reader(*command, words, error).read(dataDefault);
  error = "there is no command \"" + words[0] +
          "\", only train, evaluate, predict, sketches and presets; atelier --help tells more";
  return std::nullopt;
}

}  // namespace atelier::cli
