package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/bundle"
)

type unbundleRequest struct {
	language
	// Limit is the greatest size of one file in the bundle, in bytes.
	Limit int64 `json:"limit,omitempty"`
	// TotalLimit is the greatest size of all files together: a small archive
	// can unpack to gigabytes.
	TotalLimit int64 `json:"totalLimit,omitempty"`
}

type unbundleResult struct {
	Sources  []source        `json:"sources"`
	Manifest bundle.Manifest `json:"manifest"`
	// Data is the index of the attachment with the base documents as JSON.
	Data int `json:"data"`
	// Wasm are the modules in the bundle.
	Wasm []wasmFile `json:"wasm"`
}

type wasmFile struct {
	Path string `json:"path"`
	Wasm int    `json:"wasm"`
}

// unbundle reads a bundle (.tar.gz) with OPA's own reader, after every name in
// the archive was found to stay inside it.
var _ = register("unbundle", func(c *call) (any, error) {
	request := unbundleRequest{Limit: bundle.DefaultSizeLimitBytes, TotalLimit: bundle.DefaultSizeLimitBytes}
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	first := 0
	archive, err := c.attachment(&first)
	if err != nil {
		return nil, err
	}
	if err := checkArchive(archive, request.TotalLimit); err != nil {
		return nil, &refusal{code: "rego_bundle_error", message: err.Error()}
	}
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	read, err := bundle.NewReader(bytes.NewReader(archive)).
		WithSizeLimitBytes(request.Limit).
		WithRegoVersion(options.RegoVersion).
		WithCapabilities(options.Capabilities).
		WithProcessAnnotations(true).
		WithSkipBundleVerification(true).
		Read()
	if err != nil {
		if len(regoErrors(err)) > 0 {
			return nil, err
		}
		return nil, &refusal{code: "rego_bundle_error", message: err.Error()}
	}
	result := unbundleResult{Sources: []source{}, Manifest: read.Manifest, Wasm: []wasmFile{}}
	for _, each := range read.Modules {
		result.Sources = append(result.Sources, source{Path: strings.TrimPrefix(each.Path, "/"), Text: string(each.Raw)})
	}
	data, err := json.Marshal(read.Data)
	if err != nil {
		return nil, err
	}
	result.Data = c.attach(data)
	for _, each := range read.WasmModules {
		result.Wasm = append(result.Wasm, wasmFile{strings.TrimPrefix(each.Path, "/"), c.attach(each.Raw)})
	}
	return result, nil
})

// checkArchive refuses names that climb out, things that are not files, and
// more bytes than the limit, before anything is kept in memory.
func checkArchive(archive []byte, limit int64) error {
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return fmt.Errorf("not a gzipped tar archive: %w", err)
	}
	reader, total := tar.NewReader(unzipped), int64(0)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("not a gzipped tar archive: %w", err)
		}
		if header.Typeflag != tar.TypeReg && header.Typeflag != tar.TypeDir {
			return fmt.Errorf("%q is not a plain file", header.Name)
		}
		clean := path.Clean("/" + strings.TrimPrefix(header.Name, "/"))
		if strings.Contains(header.Name, "\\") || clean != path.Clean("/"+header.Name) || climbs(header.Name) {
			return fmt.Errorf("%q climbs out of the bundle", header.Name)
		}
		if total += header.Size; total > limit {
			return fmt.Errorf("files are larger than %d bytes together", limit)
		}
	}
}

func climbs(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}
