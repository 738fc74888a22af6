// Reads selectors as Calico does: one request per line, and one answer per line.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/projectcalico/calico/libcalico-go/lib/selector"
	"github.com/sirupsen/logrus"
)

type request struct {
	Text string `json:"text"`
	// Labels has those of each object that the selector may select.
	Labels []map[string]string `json:"labels"`
}

type answer struct {
	// Text is how Calico prints the selector; empty if it is not valid.
	Text     string `json:"text"`
	Error    string `json:"error,omitempty"`
	Selected []bool `json:"selected"`
}

func read(asked request) answer {
	parsed, err := selector.Parse(asked.Text)
	if err != nil {
		return answer{Error: err.Error(), Selected: []bool{}}
	}
	selected := make([]bool, len(asked.Labels))
	for index, labels := range asked.Labels {
		selected[index] = parsed.Evaluate(labels)
	}
	return answer{Text: parsed.String(), Selected: selected}
}

func main() {
	logrus.SetLevel(logrus.ErrorLevel)
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<24)
	output := json.NewEncoder(os.Stdout)
	output.SetEscapeHTML(false)
	for input.Scan() {
		var asked request
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := output.Encode(read(asked)); err != nil {
			panic(err)
		}
	}
	if err := input.Err(); err != nil {
		panic(err)
	}
}
