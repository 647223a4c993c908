package main

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type testRequest struct {
	language
	Sources []source `json:"sources"`
	// Data is the attachment with the base documents.
	Data *int `json:"data,omitempty"`
	// Run is a regular expression (Go's) on the whole name, data.package.test_x.
	Run string `json:"run,omitempty"`
	// Exclude are whole names that must not run: the host names those here that
	// it had to kill.
	Exclude  []string `json:"exclude,omitempty"`
	Coverage bool     `json:"coverage,omitempty"`
	// CoverageKinds are further runs that tell why a line is not covered:
	// "index_excluded", "early_exit". Each is another evaluation of every test.
	CoverageKinds []string `json:"coverageKinds,omitempty"`
	// BuiltinErrors makes an error of a built-in an error of the test.
	BuiltinErrors bool `json:"builtinErrors,omitempty"`
	// Trace adds the whole trace to failed tests.
	Trace  bool `json:"trace,omitempty"`
	Strict bool `json:"strict,omitempty"`
}

type testResult struct {
	// Tests is how many ran or were skipped; each was sent as progress.
	Tests    int           `json:"tests"`
	Coverage *cover.Report `json:"coverage,omitempty"`
}

// testStarted is sent before a test runs. Nothing stops Go code in WebAssembly
// from the inside, so the host must know whom to blame when it ends the worker.
type testStarted struct {
	Started string `json:"started"`
	At      place  `json:"at"`
}

type testFinished struct {
	Finished   string        `json:"finished"`
	Package    string        `json:"package"`
	Name       string        `json:"name"`
	At         place         `json:"at"`
	Outcome    string        `json:"outcome"`
	DurationNs int64         `json:"durationNs"`
	Prints     string        `json:"prints,omitempty"`
	Errors     []regoError   `json:"errors,omitempty"`
	Failure    *testFailure  `json:"failure,omitempty"`
	Cases      []testSubcase `json:"cases,omitempty"`
	Trace      string        `json:"trace,omitempty"`
}

// testSubcase is one case of a test written as test_x[case].
type testSubcase struct {
	Name    string        `json:"name"`
	Outcome string        `json:"outcome"`
	Failure *testFailure  `json:"failure,omitempty"`
	Cases   []testSubcase `json:"cases,omitempty"`
}

// testFailure is the expression that failed and what its variables were.
type testFailure struct {
	At         place          `json:"at"`
	Expression string         `json:"expression"`
	Variables  []testVariable `json:"variables"`
	// Pretty is OPA's own drawing of the expression with arrows to the values.
	Pretty string `json:"pretty"`
}

type testVariable struct {
	Name string `json:"name"`
	// Value is Rego text; absent where the variable was undefined.
	Value *string `json:"value,omitempty"`
}

var _ = register("test", func(c *call) (any, error) {
	var request testRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	suite, err := newSuite(c, request)
	if err != nil {
		return nil, err
	}
	tests, err := suite.tests()
	if err != nil {
		return nil, err
	}
	for _, each := range tests {
		c.progress(testStarted{Started: each.name, At: each.at})
		finished, err := suite.run(each)
		if err != nil {
			return nil, err
		}
		c.progress(finished)
	}
	result := testResult{Tests: len(tests)}
	if suite.covered != nil {
		report := suite.covered.Report(suite.modules)
		result.Coverage = &report
	}
	return result, nil
})

// suite is one compiled set of sources. Tests run one at a time, in the order
// of the sources: OPA's own runner starts them all at once, and then nobody
// could tell which one hangs.
type suite struct {
	request  testRequest
	options  ast.ParserOptions
	modules  map[string]*ast.Module
	store    storage.Store
	compiler *ast.Compiler
	runner   *tester.Runner
	covered  *cover.Cover
	// explaining compiles the sources a second time in the way that keeps the
	// values of every subexpression; only a failure asks for it.
	explaining *tester.Runner
}

type testRule struct {
	name string
	ref  ast.Ref
	at   place
}

func newSuite(c *call, request testRequest) (*suite, error) {
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	data, err := c.documents(request.Data)
	if err != nil {
		return nil, err
	}
	modules, err := parse(request.Sources, options)
	if err != nil {
		return nil, err
	}
	s := &suite{
		request: request, options: options, modules: modules,
		store: inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false)),
	}
	s.compiler = newCompiler(options).WithEnablePrintStatements(true).WithStrict(request.Strict)
	s.runner, err = s.compile(s.compiler)
	if err != nil {
		return nil, err
	}
	if request.Coverage {
		s.covered = cover.New()
		kinds := []cover.Kind{}
		for _, each := range request.CoverageKinds {
			kinds = append(kinds, cover.Kind(each))
		}
		s.runner = s.runner.SetCoverageQueryTracer(s.covered).SetCoverageRuns(kinds)
	}
	return s, nil
}

// compile has OPA's runner compile the modules with its own stages for tests,
// running none, and leaves a runner that only evaluates from then on.
func (s *suite) compile(compiler *ast.Compiler) (*tester.Runner, error) {
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(s.store).
		SetModules(s.modules).
		SetParallel(1).
		SetDefaultRegoVersion(s.options.RegoVersion).
		RaiseBuiltinErrors(s.request.BuiltinErrors).
		StackTraces(true).
		CapturePrintOutput(true).
		// Contexts do not fire inside WebAssembly; the time limit is the host's.
		SetTimeout(24 * time.Hour).
		Filter(`^\b$`)
	results, err := s.start(runner)
	if err != nil {
		return nil, err
	}
	for range results {
	}
	return runner.SetModules(nil).Filter(""), nil
}

func (s *suite) start(runner *tester.Runner) (chan *tester.Result, error) {
	ctx := context.Background()
	transaction, err := s.store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer s.store.Abort(ctx, transaction)
	found, err := runner.RunTests(ctx, transaction)
	if err != nil {
		return nil, err
	}
	// The transaction must outlive the tests, so they are all awaited here.
	results := make(chan *tester.Result, 1)
	var last *tester.Result
	for each := range found {
		last = each
	}
	if last != nil {
		results <- last
	}
	close(results)
	return results, nil
}

// tests lists the tests that are to run, in the order of files and lines.
func (s *suite) tests() ([]testRule, error) {
	filter, err := regexp.Compile(s.request.Run)
	if err != nil {
		return nil, &refusal{code: "rego_run_error", message: err.Error()}
	}
	found, seen := []testRule{}, map[string]bool{}
	for _, path := range sortedPaths(s.compiler.Modules) {
		module := s.compiler.Modules[path]
		for _, rule := range module.Rules {
			ref, is := testRef(module, rule)
			name := ref.String()
			if !is || seen[name] || !filter.MatchString(name) || slices.Contains(s.request.Exclude, name) {
				continue
			}
			seen[name] = true
			found = append(found, testRule{name, ref, placeOf(rule.Location)})
		}
	}
	slices.SortStableFunc(found, func(a, b testRule) int { return comparePlaces(a.at, b.at) })
	return found, nil
}

// testRef gives the part of a rule's reference that names a test.
func testRef(module *ast.Module, rule *ast.Rule) (ast.Ref, bool) {
	ref := rule.Head.Ref().GroundPrefix()
	for index, term := range ref {
		name := ""
		switch value := term.Value.(type) {
		case ast.Var:
			name = string(value)
		case ast.String:
			name = string(value)
		}
		if strings.HasPrefix(name, tester.TestPrefix) || strings.HasPrefix(name, tester.SkipTestPrefix) {
			return module.Package.Path.Extend(ref[:index+1]), true
		}
	}
	return nil, false
}

func (s *suite) run(test testRule) (testFinished, error) {
	results, err := s.start(s.runner.SetPrefixMatchers(test.ref))
	if err != nil {
		return testFinished{}, err
	}
	result, ran := <-results
	if !ran {
		return testFinished{}, errors.New("test did not run: " + test.name)
	}
	finished := testFinished{
		Finished: test.name, Package: result.Package, Name: result.Name, At: test.at,
		Outcome: outcomeOf(result), DurationNs: result.Duration.Nanoseconds(), Prints: string(result.Output),
	}
	if result.Error != nil {
		finished.Errors = evaluationErrors(result.Error)
	}
	finished.Cases = subcases(result.SubResults)
	if result.Fail {
		if err := s.explain(test, &finished); err != nil {
			return testFinished{}, err
		}
	}
	return finished, nil
}

func outcomeOf(result *tester.Result) string {
	switch {
	case result.Skip:
		return "skip"
	case result.Error != nil:
		return "error"
	case result.Fail:
		return "fail"
	}
	return "pass"
}

func subcases(results tester.SubResultMap) []testSubcase {
	cases := []testSubcase{}
	for _, each := range results {
		subcase := testSubcase{Name: each.Name, Outcome: "pass", Cases: subcases(each.SubResults)}
		if each.Fail {
			subcase.Outcome = "fail"
			subcase.Failure = failureOf(each.Trace)
		}
		cases = append(cases, subcase)
	}
	slices.SortFunc(cases, func(a, b testSubcase) int { return strings.Compare(a.Name, b.Name) })
	return cases
}

// explain runs a failed test once more with a trace. Tracing every test would
// make all of them slow, and OPA cannot trace and measure coverage at once.
func (s *suite) explain(test testRule, finished *testFinished) error {
	if s.explaining == nil {
		compiler := newCompiler(s.options).WithEnablePrintStatements(true).WithRewriteTestRules(true)
		runner, err := s.compile(compiler)
		if err != nil {
			return err
		}
		s.explaining = runner.EnableTracing(true)
	}
	results, err := s.start(s.explaining.SetPrefixMatchers(test.ref))
	if err != nil {
		return err
	}
	result, ran := <-results
	if !ran {
		return nil
	}
	finished.Failure = failureOf(result.Trace)
	finished.Cases = subcases(result.SubResults)
	if s.request.Trace {
		var text bytes.Buffer
		topdown.PrettyTraceWithOpts(&text, result.Trace, topdown.PrettyTraceOptions{Locations: true, ExprVariables: true})
		finished.Trace = text.String()
	}
	return nil
}

// failureOf finds the last expression that failed. `every` fails because of an
// expression inside it, which is the one to show.
func failureOf(events []*topdown.Event) *testFailure {
	for _, event := range slices.Backward(events) {
		if event.Op != topdown.FailOp || event.Location == nil || event.QueryID == 0 {
			continue
		}
		expression, ok := event.Node.(*ast.Expr)
		if !ok {
			continue
		}
		if _, every := expression.Terms.(*ast.Every); every {
			continue
		}
		base := expression.BaseCogeneratedExpr()
		failure := &testFailure{At: placeOf(event.Location), Variables: variablesOf(event, expression)}
		if base.Location != nil {
			failure.At, failure.Expression = placeOf(base.Location), string(base.Location.Text)
		}
		var pretty bytes.Buffer
		if err := topdown.PrettyEvent(&pretty, event, topdown.PrettyEventOpts{PrettyVars: true}); err == nil {
			failure.Pretty = pretty.String()
		}
		return failure
	}
	return nil
}

// variablesOf names each value by the author's own text: a variable by its
// name, a subexpression that OPA moved into a variable of its own by its source.
func variablesOf(event *topdown.Event, expression *ast.Expr) []testVariable {
	variables, seen := []testVariable{}, map[string]bool{}
	visit := func(node any, failing bool) {
		walkOperands(node, func(term *ast.Term) {
			name, ok := term.Value.(ast.Var)
			if !ok || term.Location == nil || ast.RootDocumentNames.Contains(term) {
				return
			}
			metadata, known := event.LocalMetadata[name]
			// Only the failing expression itself proves that what has no value is
			// undefined; the others may not have been reached.
			if !known && !failing {
				return
			}
			title := string(term.Location.Text)
			if title == "" {
				title = string(metadata.Name)
			}
			if title == "" || seen[title] {
				return
			}
			seen[title] = true
			variable := testVariable{Name: title}
			if value := event.Locals.Get(name); value != nil {
				text := value.String()
				variable.Value = &text
			}
			variables = append(variables, variable)
		})
	}
	visit(expression, !expression.Negated)
	for _, each := range expression.CogeneratedExprs() {
		visit(each, false)
	}
	return variables
}

// walkOperands visits terms but neither the names of functions nor what stands
// inside a comprehension, whose variables have no one value.
func walkOperands(node any, visit func(*ast.Term)) {
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case ast.Call:
			for _, term := range node[1:] {
				visitor.Walk(term)
			}
			return true
		case *ast.Expr:
			if !node.IsCall() {
				return false
			}
			for _, term := range node.Operands() {
				visitor.Walk(term)
			}
			for _, with := range node.With {
				visitor.Walk(with.Value)
			}
			return true
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			return true
		case *ast.Term:
			visit(node)
		}
		return false
	})
	visitor.Walk(node)
}
