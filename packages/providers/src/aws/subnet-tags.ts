/** The tag that keeps the name of a subnet in the model. */
export const subnetTag = 'portcullis-subnet';

/** The tags by which the controller of load balancers finds the subnets for those that face the internet, and the others. */
export const balancerTags = { public: 'kubernetes.io/role/elb', private: 'kubernetes.io/role/internal-elb' } as const;
