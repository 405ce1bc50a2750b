// Package pubsub is what fake-gcs-server names of Google's client for Pub/Sub. There is no Pub/Sub in a sandbox.
package pubsub

import (
	"context"
	"errors"
)

var errAbsent = errors.New("there is no Pub/Sub in this sandbox")

type Message struct {
	Data       []byte
	Attributes map[string]string
}

type PublishResult struct{}

func (*PublishResult) Get(context.Context) (string, error) { return "", errAbsent }

type Publisher struct{}

func (*Publisher) Publish(context.Context, *Message) *PublishResult { return &PublishResult{} }

type Client struct{}

func NewClient(context.Context, string) (*Client, error) { return nil, errAbsent }

func (*Client) Publisher(string) *Publisher { return &Publisher{} }

func (*Client) Close() error { return nil }
