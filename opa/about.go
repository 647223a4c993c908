package main

import (
	"runtime"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/version"
)

type aboutRequest struct {
	// Capabilities asks for this OPA's capabilities document as well.
	Capabilities bool `json:"capabilities,omitempty"`
	// Version asks for the capabilities that OPA has stored of an older version.
	Version string `json:"version,omitempty"`
	// Versions asks for the names of all stored versions.
	Versions bool `json:"versions,omitempty"`
}

type aboutResult struct {
	OPA          string            `json:"opa"`
	Go           string            `json:"go"`
	Operations   []string          `json:"operations"`
	Capabilities *ast.Capabilities `json:"capabilities,omitempty"`
	Versions     []string          `json:"versions,omitempty"`
}

var _ = register("about", func(c *call) (any, error) {
	var request aboutRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	result := aboutResult{OPA: version.Version, Go: runtime.Version(), Operations: names()}
	switch {
	case request.Version != "":
		stored, err := ast.LoadCapabilitiesVersion(request.Version)
		if err != nil {
			return nil, &refusal{code: "rego_capabilities_error", message: err.Error()}
		}
		result.Capabilities = stored
	case request.Capabilities:
		result.Capabilities = ast.CapabilitiesForThisVersion()
	}
	if request.Versions {
		versions, err := ast.LoadCapabilitiesVersions()
		if err != nil {
			return nil, err
		}
		result.Versions = versions
	}
	return result, nil
})
