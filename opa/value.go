package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Values cross between an evaluator in WebAssembly and this program as the text
// that OPA's module itself writes and reads (opa_value_dump, opa_value_parse):
// JSON, and beside it sets ({1, 2}, set()) and keys of objects that are not
// strings. Go's own Rego printer is not used for it: it escapes characters in a
// way that the module's reader does not know.

// appendValue writes a ground value.
func appendValue(out []byte, value ast.Value) ([]byte, error) {
	switch value := value.(type) {
	case ast.Null:
		return append(out, "null"...), nil
	case ast.Boolean:
		if value {
			return append(out, "true"...), nil
		}
		return append(out, "false"...), nil
	case ast.Number:
		return append(out, value...), nil
	case ast.String:
		return appendString(out, string(value))
	case *ast.Array:
		out = append(out, '[')
		for index := range value.Len() {
			if index > 0 {
				out = append(out, ',')
			}
			var err error
			if out, err = appendValue(out, value.Elem(index).Value); err != nil {
				return nil, err
			}
		}
		return append(out, ']'), nil
	case ast.Set:
		return appendSet(out, value)
	case ast.Object:
		return appendObject(out, value)
	}
	return nil, fmt.Errorf("%s is not a value", ast.ValueName(value))
}

func appendString(out []byte, text string) ([]byte, error) {
	quoted, err := json.Marshal(text)
	if err != nil {
		return nil, err
	}
	return append(out, quoted...), nil
}

func appendSet(out []byte, set ast.Set) ([]byte, error) {
	if set.Len() == 0 {
		return append(out, "set()"...), nil
	}
	out = append(out, '{')
	for index, term := range set.Slice() {
		if index > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = appendValue(out, term.Value); err != nil {
			return nil, err
		}
	}
	return append(out, '}'), nil
}

func appendObject(out []byte, object ast.Object) ([]byte, error) {
	out = append(out, '{')
	for index, key := range object.Keys() {
		if index > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = appendValue(out, key.Value); err != nil {
			return nil, err
		}
		out = append(out, ':')
		if out, err = appendValue(out, object.Get(key).Value); err != nil {
			return nil, err
		}
	}
	return append(out, '}'), nil
}

// maximumDepth keeps a hostile value from exhausting the stack, which would end
// the whole toolbox.
const maximumDepth = 10_000

var errDepth = errors.New("value is nested too deeply")

// valueReader reads the text of one value.
type valueReader struct {
	text []byte
	at   int
}

func readValue(text []byte) (ast.Value, error) {
	reader := &valueReader{text: text}
	value, err := reader.value(0)
	if err != nil {
		return nil, err
	}
	if reader.space(); reader.at != len(text) {
		return nil, reader.unexpected()
	}
	return value, nil
}

func (r *valueReader) value(depth int) (ast.Value, error) {
	if depth > maximumDepth {
		return nil, errDepth
	}
	r.space()
	if r.at >= len(r.text) {
		return nil, r.unexpected()
	}
	switch r.text[r.at] {
	case 'n':
		return r.word("null", ast.Null{})
	case 't':
		return r.word("true", ast.Boolean(true))
	case 'f':
		return r.word("false", ast.Boolean(false))
	case 's':
		return r.word("set()", ast.NewSet())
	case '[':
		r.at++
		terms, err := r.terms(']', depth)
		if err != nil {
			return nil, err
		}
		return ast.NewArray(terms...), nil
	case '{':
		r.at++
		return r.braces(depth)
	case '"':
		text, err := r.string()
		return ast.String(text), err
	}
	return r.number()
}

// terms reads values up to the closing mark.
func (r *valueReader) terms(closing byte, depth int) ([]*ast.Term, error) {
	terms := []*ast.Term{}
	for r.space(); !r.takeByte(closing); r.space() {
		if len(terms) > 0 && !r.takeByte(',') {
			return nil, r.unexpected()
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		terms = append(terms, ast.NewTerm(value))
	}
	return terms, nil
}

// braces reads an object or a set: only the mark after the first value tells.
func (r *valueReader) braces(depth int) (ast.Value, error) {
	if r.space(); r.takeByte('}') {
		return ast.NewObject(), nil
	}
	first, err := r.value(depth + 1)
	if err != nil {
		return nil, err
	}
	if r.space(); !r.takeByte(':') {
		if r.takeByte('}') {
			return ast.NewSet(ast.NewTerm(first)), nil
		}
		if !r.takeByte(',') {
			return nil, r.unexpected()
		}
		rest, err := r.terms('}', depth)
		if err != nil {
			return nil, err
		}
		return ast.NewSet(append(rest, ast.NewTerm(first))...), nil
	}
	object, key := ast.NewObject(), first
	for {
		value, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		object.Insert(ast.NewTerm(key), ast.NewTerm(value))
		if r.space(); r.takeByte('}') {
			return object, nil
		}
		if !r.takeByte(',') {
			return nil, r.unexpected()
		}
		if key, err = r.value(depth + 1); err != nil {
			return nil, err
		}
		if r.space(); !r.takeByte(':') {
			return nil, r.unexpected()
		}
	}
}

func (r *valueReader) string() (string, error) {
	start := r.at
	escaped := false
	for r.at++; r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '\\':
			escaped = true
			r.at++
		case '"':
			r.at++
			if !escaped {
				return string(r.text[start+1 : r.at-1]), nil
			}
			var text string
			err := json.Unmarshal(r.text[start:r.at], &text)
			return text, err
		}
	}
	return "", errors.New("string does not end")
}

func (r *valueReader) number() (ast.Value, error) {
	start := r.at
	for r.at < len(r.text) && strings.IndexByte("+-.0123456789eE", r.text[r.at]) >= 0 {
		r.at++
	}
	text := r.text[start:r.at]
	if bytes.HasPrefix(text, []byte(".")) {
		// Rego may write .5, and the module repeats what the source wrote.
		text = append([]byte("0"), text...)
	}
	if !json.Valid(text) {
		r.at = start
		return nil, r.unexpected()
	}
	return ast.Number(text), nil
}

func (r *valueReader) word(word string, value ast.Value) (ast.Value, error) {
	if !bytes.HasPrefix(r.text[r.at:], []byte(word)) {
		return nil, r.unexpected()
	}
	r.at += len(word)
	return value, nil
}

func (r *valueReader) takeByte(wanted byte) bool {
	if r.at < len(r.text) && r.text[r.at] == wanted {
		r.at++
		return true
	}
	return false
}

func (r *valueReader) space() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

func (r *valueReader) unexpected() error {
	if r.at >= len(r.text) {
		return errors.New("value ends too early")
	}
	rune, _ := utf8.DecodeRune(r.text[r.at:])
	return fmt.Errorf("unexpected %q at byte %d of a value", rune, r.at)
}
