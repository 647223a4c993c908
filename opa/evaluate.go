package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/profiler"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/lineage"
	"github.com/open-policy-agent/opa/v1/util"
)

type evaluateRequest struct {
	language
	schemas
	evaluationRequest
	Sources []source `json:"sources"`
	Query   string   `json:"query"`
	// Package and Imports give the query a place to stand, as `opa eval` does.
	Package string   `json:"package,omitempty"`
	Imports []string `json:"imports,omitempty"`
	Strict  bool     `json:"strict,omitempty"`
	// StrictBuiltinErrors makes a built-in's error end the evaluation.
	StrictBuiltinErrors bool `json:"strictBuiltinErrors,omitempty"`
	// ShowBuiltinErrors lists them beside the result.
	ShowBuiltinErrors bool `json:"showBuiltinErrors,omitempty"`
	// Explain is "", "full", "notes", "fails" or "debug".
	Explain string `json:"explain,omitempty"`
	// ExplainVariables adds the values of variables to the trace.
	ExplainVariables bool `json:"explainVariables,omitempty"`
	Coverage         bool `json:"coverage,omitempty"`
	Profile          bool `json:"profile,omitempty"`
	Metrics          bool `json:"metrics,omitempty"`
	// Data is the attachment with the base documents; Inputs are one evaluation
	// each, all on one compiled query. No input at all is one evaluation without.
	Data   *int  `json:"data,omitempty"`
	Inputs []int `json:"inputs,omitempty"`
	// InputTerm is an input written in Rego, for one that JSON cannot carry.
	InputTerm string `json:"inputTerm,omitempty"`
}

// evaluationStarted is sent before each evaluation.
type evaluationStarted struct {
	Started int `json:"started"`
}

type evaluateResult struct {
	Evaluations []evaluationResult `json:"evaluations"`
	Coverage    *cover.Report      `json:"coverage,omitempty"`
}

// evaluationResult is one evaluation; a failed one has errors and no result.
type evaluationResult struct {
	// Result is the attachment with OPA's result set as JSON: empty where the
	// query is undefined. An attachment, so that the host can keep the text:
	// JavaScript's own numbers would lose digits.
	Result        *int                 `json:"result,omitempty"`
	Errors        []regoError          `json:"errors,omitempty"`
	BuiltinErrors []regoError          `json:"builtinErrors,omitempty"`
	Prints        string               `json:"prints,omitempty"`
	Trace         string               `json:"trace,omitempty"`
	Profile       []profiler.ExprStats `json:"profile,omitempty"`
	Metrics       map[string]any       `json:"metrics,omitempty"`
}

var _ = register("evaluate", func(c *call) (any, error) {
	var request evaluateRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	if _, err := request.now(); err != nil {
		return nil, err
	}
	query, modules, err := prepare(c, request)
	if err != nil {
		return nil, err
	}
	var covered *cover.Cover
	if request.Coverage {
		covered = cover.New()
	}
	inputs, err := request.inputs(c)
	if err != nil {
		return nil, err
	}
	result := evaluateResult{Evaluations: []evaluationResult{}}
	for index, input := range inputs {
		// So that the host can limit each evaluation and not only all together.
		c.progress(evaluationStarted{index})
		result.Evaluations = append(result.Evaluations, request.evaluate(c, query, input, covered))
	}
	if covered != nil {
		report := covered.Report(modules)
		result.Coverage = &report
	}
	return result, nil
})

// prepare compiles the sources and the query once for all inputs.
func prepare(c *call, request evaluateRequest) (rego.PreparedEvalQuery, map[string]*ast.Module, error) {
	fail := func(err error) (rego.PreparedEvalQuery, map[string]*ast.Module, error) {
		return rego.PreparedEvalQuery{}, nil, err
	}
	options, err := request.parserOptions()
	if err != nil {
		return fail(err)
	}
	data, err := c.documents(request.Data)
	if err != nil {
		return fail(err)
	}
	set, err := request.set()
	if err != nil {
		return fail(err)
	}
	modules, err := parse(request.Sources, options)
	if err != nil {
		return fail(err)
	}
	if err := request.attachTo(modules); err != nil {
		return fail(err)
	}
	settings := []func(*rego.Rego){
		rego.Query(request.Query),
		rego.Imports(request.Imports),
		rego.SetRegoVersion(options.RegoVersion),
		rego.Capabilities(options.Capabilities),
		rego.Strict(request.Strict),
		rego.StrictBuiltinErrors(request.StrictBuiltinErrors),
		rego.EnablePrintStatements(true),
		rego.StackTraces(true),
		rego.Store(inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))),
	}
	if len(request.Refused) > 0 {
		refused := make(map[string]struct{}, len(request.Refused))
		for _, name := range request.Refused {
			refused[name] = struct{}{}
		}
		settings = append(settings, rego.UnsafeBuiltins(refused))
	}
	if request.Package != "" {
		settings = append(settings, rego.Package(request.Package))
	}
	if set != nil {
		settings = append(settings, rego.Schemas(set))
	}
	for _, path := range sortedPaths(modules) {
		settings = append(settings, rego.ParsedModule(modules[path]))
	}
	query, err := rego.New(settings...).PrepareForEval(context.Background())
	return query, modules, err
}

// inputs gives one value for each evaluation; a nil stands for no input.
func (r evaluateRequest) inputs(c *call) ([]ast.Value, error) {
	if r.InputTerm != "" {
		term, err := ast.ParseTerm(r.InputTerm)
		if err != nil {
			return nil, err
		}
		value, err := evaluateTerm(term)
		return []ast.Value{value}, err
	}
	if len(r.Inputs) == 0 {
		return []ast.Value{nil}, nil
	}
	inputs := make([]ast.Value, 0, len(r.Inputs))
	for _, index := range r.Inputs {
		bytes, err := c.attachment(&index)
		if err != nil {
			return nil, err
		}
		var input any
		if err := util.Unmarshal(bytes, &input); err != nil {
			return nil, &refusal{code: "rego_input_error", message: err.Error()}
		}
		value, err := ast.InterfaceToValue(input)
		if err != nil {
			return nil, &refusal{code: "rego_input_error", message: err.Error()}
		}
		inputs = append(inputs, value)
	}
	return inputs, nil
}

func (r evaluateRequest) evaluate(c *call, query rego.PreparedEvalQuery, input ast.Value, covered *cover.Cover) evaluationResult {
	now, _ := r.now()
	seed := now.UnixNano()
	if r.Seed != nil {
		seed = *r.Seed
	}
	var prints bytes.Buffer
	var builtinErrors []topdown.Error
	measured := metrics.New()
	options := []rego.EvalOption{
		rego.EvalTime(now),
		rego.EvalSeed(rand.New(rand.NewSource(seed))),
		rego.EvalPrintHook(topdown.NewPrintHook(&prints)),
		rego.EvalSortSets(true),
		rego.EvalMetrics(measured),
	}
	if r.ShowBuiltinErrors {
		options = append(options, rego.EvalBuiltinErrorList(&builtinErrors))
	}
	if input != nil {
		options = append(options, rego.EvalParsedInput(input))
	}
	var tracer *topdown.BufferTracer
	if r.Explain != "" {
		tracer = topdown.NewBufferTracer()
		options = append(options, rego.EvalQueryTracer(tracer))
	}
	if covered != nil {
		options = append(options, rego.EvalQueryTracer(covered))
	}
	var profile *profiler.Profiler
	if r.Profile {
		profile = profiler.New()
		options = append(options, rego.EvalQueryTracer(profile))
	}
	rows, err := query.Eval(context.Background(), options...)
	result := evaluationResult{Prints: prints.String()}
	if err != nil {
		result.Errors = evaluationErrors(err)
	} else if text, err := resultText(rows); err != nil {
		result.Errors = evaluationErrors(err)
	} else {
		index := c.attach(text)
		result.Result = &index
	}
	for index := range builtinErrors {
		result.BuiltinErrors = append(result.BuiltinErrors, fromEvaluation(&builtinErrors[index]))
	}
	if tracer != nil {
		result.Trace = r.trace(*tracer)
	}
	if profile != nil {
		result.Profile = profile.ReportTopNResults(-1, nil)
	}
	if r.Metrics {
		result.Metrics = measured.All()
	}
	return result
}

func resultText(rows rego.ResultSet) ([]byte, error) {
	if rows == nil {
		rows = rego.ResultSet{}
	}
	return json.Marshal(rows)
}

func evaluationErrors(err error) []regoError {
	if found := regoErrors(err); len(found) > 0 {
		return found
	}
	return []regoError{{Code: "rego_evaluation_error", Message: err.Error()}}
}

func (r evaluateRequest) trace(events []*topdown.Event) string {
	switch r.Explain {
	case "full":
		events = lineage.Full(events)
	case "notes":
		events = lineage.Notes(events)
	case "fails":
		events = lineage.Fails(events)
	case "debug":
		events = lineage.Debug(events)
	}
	var text bytes.Buffer
	topdown.PrettyTraceWithOpts(&text, events, topdown.PrettyTraceOptions{Locations: true, ExprVariables: r.ExplainVariables})
	return text.String()
}

// evaluateTerm makes a term ground; a term that depends on a document is refused.
func evaluateTerm(term *ast.Term) (ast.Value, error) {
	rows, err := rego.New(
		rego.ParsedQuery(ast.NewBody(ast.Equality.Expr(ast.VarTerm("value"), term))),
		rego.GenerateJSON(func(term *ast.Term, _ *rego.EvalContext) (any, error) { return term, nil }),
	).Eval(context.Background())
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return nil, &refusal{code: "rego_term_error", message: "term has no value"}
	}
	found, ok := rows[0].Bindings["value"].(*ast.Term)
	if !ok {
		return nil, fmt.Errorf("term has no value, but %T", rows[0].Bindings["value"])
	}
	return found.Value, nil
}
